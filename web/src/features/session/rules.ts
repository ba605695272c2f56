/** What can be checked before the server is asked. Functions, because their words follow the language. */
import * as z from "zod";
import { t } from "@/shared/i18n/i18n";

const SHORTEST_PASSWORD = 8;

export const emailRule = () => z.email(t("session:fields.emailWrong"));

export const newPasswordRule = () => z.string().min(SHORTEST_PASSWORD, t("session:errors.shortPassword"));
