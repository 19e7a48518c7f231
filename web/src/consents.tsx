// What may be kept, purpose by purpose, in the server's own words; and the person's decision.
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { useDoing } from "./doing";
import { decide, getConsents, type Consent, type Decided } from "./home_api";
import { useTexts } from "./language";
import { Wrong } from "./wrong";

export interface Consents {
  all: Consent[] | null; // null: not read yet
  busy: boolean;
  error: unknown;
  set: (purposes: string[], state: Decided) => Promise<void>;
}

// told: after a decision
export function useConsents(told?: () => void): Consents {
  const [all, setAll] = useState<Consent[] | null>(null);
  const { busy, error, run } = useDoing();
  const load = useCallback(async () => setAll(await getConsents()), []);
  useEffect(() => {
    run(load);
  }, [load]);
  const set = (purposes: string[], state: Decided) =>
    run(async () => {
      for (const purpose of purposes) await decide(purpose, state);
      await load();
      told?.();
    });
  return { all, busy, error, set };
}

export function PurposeFacts({ consent }: { consent: Consent }) {
  const t = useTexts();
  const { what, why, who, how_long } = consent[t.code];
  const facts: [string, string][] = [
    [t.what, what],
    [t.why, why],
    [t.who, who],
    [t.howLong, how_long],
  ];
  return (
    <dl class="facts-list">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface OfferProps {
  purpose: string;
  why: string; // it is asked for here
  granted?: () => void;
  children?: ComponentChildren; // shown where it is granted
}

// Asks for one purpose where it is missed, with all that the person should know before.
export function ConsentOffer({ granted, ...offer }: OfferProps) {
  return <ConsentGate consents={useConsents(granted)} {...offer} />;
}

interface GateProps extends Omit<OfferProps, "granted"> {
  consents: Consents;
}

// The same on a screen that has read the consents.
export function ConsentGate({ consents, purpose, why, children }: GateProps) {
  const t = useTexts();
  const { all, busy, error, set } = consents;
  const consent = all?.find((one) => one.purpose === purpose);
  if (!consent) return <Wrong error={error} />;
  if (consent.state === "granted") return <>{children}</>;
  const { title } = consent[t.code];
  return (
    <div class="sure" role="group" aria-label={title}>
      <div>
        <p>{why}</p>
        <PurposeFacts consent={consent} />
      </div>
      <button
        type="button"
        class="primary"
        disabled={busy}
        onClick={() => set([purpose], "granted")}
      >
        {t.grantThis(title)}
      </button>
      <Wrong error={error} />
    </div>
  );
}

interface PurposeProps {
  consent: Consent;
  busy: boolean;
  set: (state: Decided) => void;
}

function Purpose({ consent, busy, set }: PurposeProps) {
  const t = useTexts();
  const { state } = consent;
  const { title } = consent[t.code];
  const button = (label: string, name: string, to: Decided) => (
    <button type="button" class="plain" aria-label={name} disabled={busy} onClick={() => set(to)}>
      {label}
    </button>
  );
  return (
    <li class="card purpose">
      <header class="build-head">
        <h3>{title}</h3>
        <span class={`state ${state}`}>{t.consentStates[state]}</span>
      </header>
      <PurposeFacts consent={consent} />
      <div class="actions">
        {state !== "granted" && button(t.grant, t.grantThis(title), "granted")}
        {state === "open" && button(t.refuse, t.refuseThis(title), "refused")}
        {state === "granted" && button(t.withdraw, t.withdrawThis(title), "withdrawn")}
      </div>
    </li>
  );
}

export function Purposes({ consents }: { consents: Consents }) {
  const t = useTexts();
  const { all, busy, error, set } = consents;
  const open = (all ?? []).filter(({ state }) => state === "open").map(({ purpose }) => purpose);
  return (
    <section class="purposes-part" aria-labelledby="purposes-title">
      {open.length > 0 && (
        <div class="card first-run">
          <h2>{t.firstRunTitle}</h2>
          <p>{t.firstRun}</p>
          <div class="actions">
            <button
              type="button"
              class="plain"
              disabled={busy}
              onClick={() => set(open, "refused")}
            >
              {t.refuseAll}
            </button>
            <button
              type="button"
              class="plain"
              disabled={busy}
              onClick={() => set(open, "granted")}
            >
              {t.allowAll}
            </button>
          </div>
        </div>
      )}
      <h2 id="purposes-title">{t.purposes}</h2>
      <Wrong error={error} />
      <ul class="purposes">
        {all?.map((consent) => (
          <Purpose
            key={consent.purpose}
            consent={consent}
            busy={busy}
            set={(state) => set([consent.purpose], state)}
          />
        ))}
      </ul>
    </section>
  );
}
