/** Asks Meta whether a token may use a number, without saving anything. */
import { useMutation } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

interface NumberTest {
  phone_number_id: string;
  access_token: string;
}

export function useTestNumber() {
  return useMutation({ mutationFn: (body: NumberTest) => unwrap(api.POST("/api/numbers/test", { body })) });
}
