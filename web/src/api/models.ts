/** The API's shapes under the names of the field, all taken from the generated schema. */
import type { components, operations } from "./schema";

type Schemas = components["schemas"];

export type Session = Schemas["SessionInfo"];
export type WhatsAppNumber = Schemas["NumberOut"];
export type RateChange = Schemas["RateChangeOut"];
export type NumberTestResult = Schemas["ConnectionTest"];
export type SyncResult = Schemas["SyncResult"];
export type SyncRun = Schemas["SyncRun"];
export type Template = Schemas["TemplateOut"];
export type TemplateChange = Schemas["TemplateChangeOut"];
export type Campaign = Schemas["CampaignOut"];
export type CampaignStatus = Campaign["status"];
export type CampaignSort = NonNullable<
  NonNullable<operations["list_campaigns"]["parameters"]["query"]>["sort"]
>;
export type Batch = Schemas["BatchOut"];
export type CampaignDetail = Schemas["CampaignDetail"];
export type Cause = Schemas["Cause"];
export type Obstacle = Schemas["Obstacle"];
export type LineAhead = Schemas["LineAhead"];
export type PaceStretch = Schemas["PaceStretch"];
export type RateStep = Schemas["RateStep"];
export type Failure = Schemas["FailureReason"];
export type Contact = Schemas["ContactOut"];
export type ContactDetail = Schemas["ContactDetail"];
export type ContactStatus = Contact["status"];
export type Report = Schemas["ValidationReport"];
export type BatchReport = Schemas["BatchPreview"];
export type InvalidReason = Schemas["InvalidReason"];
export type CampaignBefore = Schemas["CampaignBefore"];
export type Sample = Schemas["SampleMessage"];
export type NotificationItem = Schemas["NotificationOut"];
export type NotificationPage = Schemas["NotificationPage"];
export type Conversation = Schemas["ConversationOut"];
export type Customer = Schemas["CustomerOut"];
export type LastMessage = Schemas["LastMessageOut"];
export type Summary = Schemas["MessageSummary"];
export type Erasure = Schemas["ErasureOut"];
export type ReplyQuota = Schemas["ReplyQuotaOut"];
export type ThreadPage = Schemas["ThreadPage"];
export type Message = Schemas["MessageOut"];
export type Content = Message["content"];
export type ContentOf<K extends Content["kind"]> = Extract<Content, { kind: K }>;
export type Llm = Schemas["LlmOut"];
export type LlmChange = Schemas["LlmChange"];
export type LlmTest = Schemas["LlmTest"];
export type ReplyDay = Schemas["ReplyDay"];
export type Totals = Schemas["TotalsOut"];
