// What an erasure came to: what is gone, what was looked for afterwards, and whether the paper is as it was signed.
import { useState } from "preact/hooks";
import { useDoing } from "./doing";
import { keep, verifyReceipt, type Receipt, type Verdict } from "./kept_api";
import { useTexts } from "./language";
import { Wrong } from "./wrong";

function VerdictNote({ verdict }: { verdict: Verdict | "none" }) {
  const t = useTexts();
  if (verdict === "none") return <p class="verdict bad">{t.receiptNone}</p>;
  const right = verdict.good && verdict.ours;
  return (
    <p class={right ? "verdict good" : "verdict bad"}>
      {right ? t.receiptOurs : verdict.good ? t.receiptOthers : t.receiptBad}
    </p>
  );
}

export function ReceiptView({ receipt }: { receipt: Receipt }) {
  const t = useTexts();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const { busy, error, run } = useDoing();
  const { removed, probes, residue, copies_elsewhere: copies } = receipt;
  const save = () =>
    keep(
      new Blob([`${JSON.stringify(receipt)}\n`], { type: "application/json" }),
      `tinybrain-receipt-${receipt.id}.json`,
    );
  return (
    <section class="receipt" aria-label={`${t.receiptTitle} ${receipt.id}`}>
      <h3>
        {t.receiptTitle} <span class="hint">{t.when(new Date(receipt.time))}</span>
      </h3>
      <p>
        {t.receiptRemoved(
          removed.memories ?? 0,
          removed.lessons ?? 0,
          removed.events ?? 0,
          receipt.audit_details,
        )}
      </p>
      {(removed.versions ?? 0) > 0 && <p>{t.receiptVersions(removed.versions ?? 0)}</p>}
      {receipt.backups_renewed > 0 && <p>{t.receiptBackups(receipt.backups_renewed)}</p>}
      {receipt.clean ? (
        <p class="verdict good">{t.receiptClean(probes.texts, probes.pages, probes.files)}</p>
      ) : (
        <div class="verdict bad">
          {t.receiptLeft}
          <ul>
            {[...residue, ...copies].map((place) => (
              <li key={place}>{place}</li>
            ))}
          </ul>
        </div>
      )}
      <div class="actions">
        <button type="button" class="plain" onClick={save}>
          {t.keepReceipt}
        </button>
        <button
          type="button"
          class="plain"
          disabled={busy}
          onClick={() => run(async () => setVerdict(await verifyReceipt(receipt)))}
        >
          {t.checkReceipt}
        </button>
      </div>
      <div role="status">{verdict && <VerdictNote verdict={verdict} />}</div>
      <Wrong error={error} />
    </section>
  );
}

// One that the person kept, from a file.
export function ReceiptCheck() {
  const t = useTexts();
  const [verdict, setVerdict] = useState<Verdict | "none" | null>(null);
  const { error, run } = useDoing();
  const check = (file: File | undefined) =>
    run(async () => {
      setVerdict(null);
      if (!file) return;
      let receipt: unknown;
      try {
        receipt = JSON.parse(await file.text());
      } catch {
        return setVerdict("none");
      }
      if (typeof receipt !== "object" || receipt === null || !("signature" in receipt))
        return setVerdict("none");
      setVerdict(await verifyReceipt(receipt));
    });
  return (
    <div class="setting">
      <label for="receipt-file">{t.checkAnother}</label>
      <input
        id="receipt-file"
        type="file"
        accept=".json"
        onChange={(event) => check(event.currentTarget.files?.[0])}
      />
      <div role="status">{verdict && <VerdictNote verdict={verdict} />}</div>
      <Wrong error={error} />
    </div>
  );
}
