// What would be sent to a large model: the whole text, what was taken out of it, and the price. Nothing is sent before the
// person has seen this and said so, unless the owner granted it for all within the budget.
import { useEffect, useState } from "preact/hooks";
import { ConsentOffer } from "./consents";
import { grantSlip, type Granted, type Slip } from "./desks";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { Wrong } from "./wrong";

function Replaced({ slip }: { slip: Slip }) {
  const t = useTexts();
  if (slip.replaced.length === 0) return <p class="hint">{t.slipNothing}</p>;
  return (
    <div class="wide">
      <table class="compare replaced">
        <caption>{t.slipReplaced}</caption>
        <thead>
          <tr>
            <th scope="col">{t.slipSent}</th>
            <th scope="col">{t.slipKind}</th>
            <th scope="col">{t.slipOriginal}</th>
          </tr>
        </thead>
        <tbody>
          {slip.replaced.map((one) => (
            <tr key={one.placeholder}>
              <th scope="row">{one.placeholder}</th>
              <td>{t.slotKinds[one.kind] ?? one.kind}</td>
              <td>{one.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FromLarge({ reply }: { reply: Granted }) {
  const t = useTexts();
  return (
    <div class="large">
      <h4 class="who">{t.decisions[reply.decision] ?? reply.decision}</h4>
      <p class="reply">{reply.text}</p>
      {reply.sentences.length > 0 && (
        <>
          <p class="hint">{t.fromLarge}</p>
          <ul class="sentences">
            {reply.sentences.map((one, i) => (
              <li key={i} class={one.supported ? "verdict good" : "verdict bad"}>
                {one.sentence}{" "}
                <span class="hint">
                  {[one.supported ? t.supported : t.unsupported, ...(one.missing ?? [])].join(", ")}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {reply.price > 0 && <p class="hint">{t.cost(t.money(reply.price, reply.currency))}</p>}
    </div>
  );
}

export interface SlipProps {
  desk: string;
  slip: Slip;
  mayAsk: boolean; // whether the server could send at all: not when it is sealed
  decided: () => void;
}

export function SlipView({ desk, slip, mayAsk, decided }: SlipProps) {
  const t = useTexts();
  const [allowed, setAllowed] = useState(slip.allowed);
  const [sent, setSent] = useState<boolean | null>(null); // null: not decided
  const [reply, setReply] = useState<Granted | null>(null);
  const { busy, error, run } = useDoing();
  const decide = (granted: boolean) =>
    run(async () => {
      setSent(granted);
      try {
        const result = await grantSlip(desk, slip.id, granted);
        if (granted) setReply(result);
      } catch (e) {
        setSent(null);
        throw e;
      }
      decided();
    });
  useEffect(() => {
    if (slip.granted) decide(true);
  }, []);
  return (
    <section class="slip" aria-label={t.slipTitle}>
      <h4>{t.slipTitle}</h4>
      <p class="hint">{slip.reason}</p>
      <p>{t.slipTo(slip.endpoint, slip.model)}</p>
      <p>{t.slipWhole}</p>
      {slip.messages.map((message, i) => (
        <div key={i}>
          <p class="hint">{t.roles[message.role] ?? message.role}</p>
          <pre>{message.content}</pre>
        </div>
      ))}
      <Replaced slip={slip} />
      <p class="hint">{t.slipPrice(slip.tokens, t.money(slip.price, slip.currency))}</p>
      {!allowed && <p class="verdict">{slip.refusal}</p>}
      {!allowed && mayAsk && (
        <ConsentOffer purpose="escalation" why={t.slipAsked} granted={() => setAllowed(true)} />
      )}
      {allowed && sent === null && (
        <div class="actions">
          <button type="button" class="primary" disabled={busy} onClick={() => decide(true)}>
            {t.sendSlip}
          </button>
          <button type="button" class="plain" disabled={busy} onClick={() => decide(false)}>
            {t.keepSlip}
          </button>
        </div>
      )}
      <div role="status">
        {sent === true && !reply && <p>{t.slipWaiting}</p>}
        {sent === false && <p>{t.slipRefused}</p>}
        {reply && <FromLarge reply={reply} />}
      </div>
      <Wrong error={error} />
    </section>
  );
}
