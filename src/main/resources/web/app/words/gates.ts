/** Why a message waits or never goes, by the gate that says so. */
export const GATES: Record<string, string> = {
  erased: "they were erased", withdrawn: "the campaign is gone", retracted: "what it came from was corrected", stopped: "something ended the campaign for them", expired: "it is too late",
  "left-segment": "they have left the segment", condition: "what the step asks does not hold", booking: "a booking or a visit makes it pointless", consent: "they have not agreed",
  suppressed: "their address is closed", address: "there is no address", "duplicate-address": "the same went to this address already", superseded: "something more important goes",
  gap: "they heard from you a moment ago", cap: "they heard enough lately", offer: "no code is left", quiet: "it is night where they are", rate: "only so many go out at a time",
};
