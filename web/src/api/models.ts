/** The API's shapes under the names of the field, all taken from the generated schema. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type WhatsAppNumber = Schemas["Number"];
export type NumberTestResult = Schemas["NumberTestResult"];
export type SyncResult = Schemas["SyncResult"];
export type Template = Schemas["Template"];
export type TemplateChange = Schemas["TemplateChange"];
export type Campaign = Schemas["Campaign"];
export type CampaignStatus = Campaign["status"];
export type Batch = Schemas["Batch"];
export type Contact = Schemas["Contact"];
export type ContactStatus = Contact["status"];
export type Report = Schemas["Report"];
export type BatchReport = Schemas["BatchReport"];
export type Sample = Schemas["Sample"];
