import type { ReactNode } from "react";
import type { Intent } from "@/api/intent";
import { Button, type ButtonLook } from "./button";
import { Dialog } from "./dialog";
import { Notice } from "./notice";
import { ProblemNotice } from "./problem-notice";

interface AskingProps<Body> {
  title: string;
  /** What happens then, with the money named. */
  then: ReactNode;
  intent: Intent<Body>;
  act: string;
  busy: string;
  look: ButtonLook;
  /** Does nothing while what is typed cannot be sent. */
  onAct: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** A dialog that confirms one act, and stays until it is known what became of it. */
export function Asking<Body>(props: AskingProps<Body>) {
  const { intent } = props;
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={props.title}
      description={props.then}
      actions={
        <>
          <Button onClick={props.onClose}>Leave it as it is</Button>
          <Button
            look={props.look}
            busy={intent.phase === "sending" && props.busy}
            onClick={() => {
              if (intent.phase === "unknown") intent.retry();
              else props.onAct();
            }}
          >
            {intent.phase === "unknown" ? "Ask again" : props.act}
          </Button>
        </>
      }
    >
      {props.children}
      {intent.phase === "unknown" ? (
        <Notice tone="doubt" title="No answer came back" announced>
          Ask again: it can only happen once.
        </Notice>
      ) : (
        intent.problem !== null && <ProblemNotice error={intent.problem} />
      )}
    </Dialog>
  );
}
