import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Session } from "../api/types";
import type { Format } from "../words/format";

/** `again` asks who is signed in and what time it is there once more. */
export const Signed = createContext<{ session: Session; format: Format; again: () => Promise<void> } | null>(null);

/** Who is signed in, and how their business writes days and money. */
export function useSigned() {
  const signed = useContext(Signed);
  if (signed === null) throw new Error("only screens behind the sign-in ask");
  return signed;
}
