/** What the API answers, as far as the screens show it. */
export interface Session {
  name: string;
  roles: string[];
  business: { id: string; name: string; zone: string; currency: string; country: string };
  now: string;
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
export interface Defined { segment: string; release: string; rules: { rule: string; file: string; line: number; definition: Node | null; reason: string | null }[] }
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
