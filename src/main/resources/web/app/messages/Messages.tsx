import { Deliveries } from "./Deliveries";
import { MessageList } from "./MessageList";
import { MessagePage } from "./MessagePage";
import { Tasks } from "./Tasks";

/** The places within messages; whatever is none of them is the id of one. */
export default function Messages(props: { name?: string }) {
  if (props.name === undefined) return <MessageList />;
  if (props.name === "tasks") return <Tasks />;
  if (props.name === "deliveries") return <Deliveries />;
  return <MessagePage id={props.name} />;
}
