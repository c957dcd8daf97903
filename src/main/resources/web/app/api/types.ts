/** What the API answers, as far as the screens show it. */
export interface Session {
  name: string;
  roles: string[];
  business: { id: string; name: string; zone: string; currency: string; country: string };
  now: string;
  /** Whether the service's time can be moved, as where one tries things out. */
  movable: boolean;
}
export interface Segment { name: string; title: string; members: number; question: string | null; campaign: string | null; owner: string | null; review: string | null }
export interface Member { client: string; name: string | null; since: string | null; rule: string; because: string }
export interface Transition { client: string; name: string | null; kind: "ENTERED" | "LEFT"; cause: string | null; occurredAt: string | null; because: string }
export type Node =
  | { all: Node[] }
  | { any: Node[] }
  | { not: Node }
  | { exists: { fact: string } & Record<string, unknown> }
  | { field: string; arguments?: unknown[]; operator?: string; value?: unknown };
export interface Defined { segment: string; release: string; editable: boolean; inPlace: boolean; reason: string | null; rules: { rule: string; file: string; line: number; definition: Node | null; reason: string | null }[] }
export interface Client {
  id: string; known: boolean; firstName?: string | null; lastName?: string | null; email?: string | null; phone?: string | null;
  city?: string | null; tags?: string[]; consents?: Record<string, boolean>;
}
export interface Held { name: string; since: string; until: string | null; rule: string; because: string }
export interface Fact { name: string; meaning: string; unit: string | null; value: unknown }
export interface Facts { client: string; at: string; facts: Fact[] }
export interface Condition { condition: string; truth: "TRUE" | "FALSE" | "UNKNOWN"; sentence: string; evidence: { kind: string; id: string }[]; parts: Condition[] }
export interface Explanation {
  segment: string; held: boolean; since: string | null; changesAt: string | null; sentence: string;
  rules: { rule: string; holds: boolean; conditions: Condition[] }[];
}
export interface Forecast { until: string; complete: boolean; assuming: string[]; transitions: { at: string; segment: string; kind: "ENTERED" | "LEFT"; because: string }[] }
export interface Entry { at: string; recordedAt: string; what: string; id: string | null; details: Record<string, unknown> }
export interface Service { id: string; name?: string | null }
export interface Values { of: number; known: number; values: { value: string; count: number }[] }
export interface Sample { client: string; name?: string; because: string }
export interface Some { count: number; sample: Sample[] }
export interface Counted { segment: string; at: string; clients: number; count: number; unknown?: number; joiners: Some; leavers: Some; stayers: Some }
export type ReleaseState = "DRAFT" | "CHECKED" | "ACTIVE" | "RETIRED";
export interface Release {
  id: string; scope: "own" | "shared"; state: ReleaseState; hash: string; author: string; message: string; parent: string | null;
  createdAt: string; editedBy: string; editedAt: string; activatedAt: string | null;
}
export interface Diagnostic { file: string; line: number; column: number; sheet?: string | null; cell?: string | null; code: string; severity: "ERROR" | "WARNING"; message: string; hint: string; clients?: number; unknown?: number }
export interface TableCell { row: number; column: number; cell: string; shown: string; kind: "ENTRY" | "TEXT" | "NUMBER" | "PERCENT" | "FLAG" | "DATE" | "TIME" | "ERROR"; computed: boolean; across: number; down: number }
export interface TableBlock { name: string; row: number; column: number; firstRule: number; lastRule: number; columns: { column: number; kind: string; of: string; asks: string; title: string }[]; rules: { row: number; drl: string | null }[] }
export interface TableSheet { name: string | null; rows: number; columns: number; tables: TableBlock[]; cells: TableCell[] }
export interface TableFile { release: string; path: string; sheets: TableSheet[]; problems: Diagnostic[] }
export interface Check { release: string; ready: boolean; problems: Diagnostic[] }
export interface Unmet { id: string; file: string; line: number; scenario: string; at: string; differences: { expected: string; found: string; why: string }[]; says: string; would: string }
export interface Expectations { release: string; hash: string; unmet: Unmet[] }
export interface Diff { from: string; to: string; meaning: { kind: string; file: string; of: string; what?: string; sentence: string }[]; files: { path: string; change: "ADDED" | "REMOVED" | "CHANGED"; addedLines: number | null; removedLines: number | null; diff: string | null }[] }
export interface Impact {
  at: string; clients: number; moved: number; days?: number;
  segments: { segment: string; joiners: Some; leavers: Some; stayers: Some; unknown: number }[];
  campaigns: { campaign: string; starts: number; backlog: number; reentry: number; cost: string }[];
  sending: { days: number; assuming: string; steps: { campaign: string; step: string; sends: number; byDay: Record<string, number>; holds: Record<string, number>; drops: Record<string, number> }[]; most: { client: string; name?: string; messages: number }[] };
}
export interface PreviewJob { job: string; state: "RUNNING" | "DONE" | "FAILED" | "CANCELLED"; clients: number; judged: number; failure: string | null; impact: Impact | null }
export interface Active { id: string; scope: "own" | "shared"; files: string[]; shared: string | null; problems: Diagnostic[]; lead: string; evaluating: boolean }
export interface ActionCount { campaign: string; state: string; gate: string | null; count: number }
export interface ImportJob { id: string; state: string; lines: number; evaluated: number; failure: string | null }
export interface StaffTask { assignee: string | null; text: string | null; priority: string | null; openUntil: string | null; finishedAt: string | null; finishedBy: string | null }
/** A line of the ledger; without an id it is a start from which nothing follows. */
export interface Line {
  id: string | null; client: string; name: string | null; campaign: string; step: string | null; kind: string | null; state: string; moment: string; dueAt: string | null; doneAt: string | null;
  firstDueAt: string | null; expiresAt: string | null; gate: string | null; channel: string | null; variant: string | null; origin: string; decidedAt: string | null;
  release: string; rule: string; because: string; reason: string | null; task: StaffTask | null;
}
export interface ActionDetail {
  action: Line; gates: { passed: string[]; no: { gate: string; detail: string }[] } | null; waits: { at: string; gate: string; detail: string; until: string | null }[];
  sent: { to: string; subject: string | null; text: string; html: string | null } | null;
}
export interface ActionContent {
  kind: string; channel?: string; channels?: string[]; template?: string; text?: string; attach?: string; track?: string; assignee?: string; priority?: string; due?: string; tag?: string; event?: string; condition?: string;
}
export interface CampaignStep { name: string; delay: string | null; before: string | null; at: string | null; content: ActionContent; variants: string[] }
export interface Campaign {
  name: string; title: string; kind: string; reentry: string; priority: number; from: string | null; to: string | null; during: string | null; stop: string[]; expires: string; limit: string | null; holdout: number;
  goal: { event: string; within: string; service: string | null; category: string | null } | null;
  offer: { percent: number | null; amount: number | null; gift: string | null; validity: string | null; services: string[]; categories: string[]; minSpend: number | null; code: string } | null;
  validity: string | null; steps: CampaignStep[];
}
export interface StepCount { step: string; kind: string; state: string; gate: string | null; count: number }
export interface Uplift { clients: number; reached: number; heldOut: number; heldOutReached: number; difference: number; low: number; high: number }
export interface CampaignResult { campaign: string; started: number; heldOut: number; skipped: number; before: number; inIt: number; steps: StepCount[]; uplift: Uplift | null }
export interface MessagePreview {
  campaign: string; step: string; release: string; client: string | null; language: string; email: { subject: string; preheader: string; html: string; text: string } | null; sms: { text: string; parts: number } | null;
  task: string | null; decided: { verdict: string; channel: string | null; gate: string | null; detail: string | null; until: string | null } | null;
}
export interface TestAddress { address: string; askedAt: string; confirmedAt: string | null }
export interface StartPreview {
  campaign: string; segment: string; clients: number; starts: number; heldOut: number; skipped: Record<string, number>; lastStartAt: string | null; sample: { client: string; name: string | null; outcome: string; reason: string; dueAt: string | null }[];
  sending: Impact["sending"]; confirmation: string; validUntil: string;
}
export interface Broadcast { job: string; campaign: string; segment: string; state: "RUNNING" | "DONE" | "STOPPING" | "STOPPED"; clients: number; started: number; heldOut: number; skipped: number; cancelled: number; startedBy: string; startedAt: string; stoppedBy: string | null; finishedAt: string | null; perDay: number | null }
export interface ReleaseFile { path: string; bytes: number }
export interface Delivery {
  number: number; id: string; event: string; channel: string; endpoint: string | null; client: string | null; state: "WAITING" | "SENT" | "FAILED" | "UNCERTAIN" | "WITHDRAWN"; attempts: number;
  status: number | null; lastError: string | null; createdAt: string; nextAt: string | null; doneAt: string | null;
}
export interface Endpoint {
  id: number; name: string; kind: string; channel: string | null; settings: Record<string, unknown>; events: string[]; state: string; stateReason: string | null; failures: number;
  failingSince: string | null; lastFailure: string | null; openUntil: string | null;
}
export interface Logged { id: number; at: string; who: string; what: string; subject: string; details: string }
export interface Cap { most: number; days: number; per: string; channel?: string }
export interface BusinessSettings {
  id: string; name: string; zone: string; currency: string; country: string; cancellationNoticeHours: number; assumeCompletedAfterHours: number | null; fourEyes: boolean;
  contactPolicy: { caps: Cap[]; gapHours: number; quiet: { from: string; to: string }; holdoutPercent: number; postalAddress: string | null; phone: string | null; url: string | null; bookingUrl: string | null; language: string | null } & Record<string, unknown>;
}
/** What happened while a trial's clock was moved; not arrived: it stopped on the way, since there was so much to do. */
export interface TimeMoved { now: string; arrived: boolean; evaluated: number; delivered: number; transitions: { at: string; client: string; name: string | null; segment: string; kind: "ENTERED" | "LEFT"; because: string }[] }
export interface Key { id: number; name: string; roles: string[]; createdAt: string; revokedAt: string | null }
