// Taking all of it along, and where it lies: size, a check, a backup.
import { useState } from "preact/hooks";
import { useDoing } from "./doing";
import { size } from "./format";
import { backUp, download, verifyVault, type VaultInfo } from "./kept_api";
import { useTexts } from "./language";
import { Wrong } from "./wrong";

export function Take({ vault }: { vault: VaultInfo }) {
  const t = useTexts();
  const { busy, error, run } = useDoing();
  const [said, setSaid] = useState<{ good: boolean; text: string } | null>(null);
  const button = (label: string, act: () => Promise<unknown>) => (
    <button type="button" class="plain" disabled={busy} onClick={() => run(act)}>
      {label}
    </button>
  );
  const check = async () => {
    const { good } = await verifyVault();
    setSaid({ good, text: good ? t.vaultGood : t.vaultBad });
  };
  const copy = async () => setSaid({ good: true, text: t.backedUp((await backUp()).file) });
  const { rows } = vault;
  return (
    <section class="card" aria-labelledby="take-title">
      <h2 id="take-title">{t.takeTitle}</h2>
      <p class="hint">{t.takeHint}</p>
      <div class="actions">
        {button(t.takePage, () => download("/v1/export/page", "tinybrain-export.html"))}
        {button(t.takeJson, () => download("/v1/export", "tinybrain-export.json"))}
      </div>
      <h3>{t.vaultTitle}</h3>
      <p class="hint">
        {vault.file && <code class="code">{vault.file}</code>}{" "}
        {t.vaultFacts(size(vault.bytes), rows.memories ?? 0, rows.lessons ?? 0, rows.events ?? 0)}
      </p>
      <div class="actions">
        {button(t.checkVault, check)}
        {button(t.backUp, copy)}
      </div>
      <div role="status">
        {said && <p class={said.good ? "verdict good" : "verdict bad"}>{said.text}</p>}
      </div>
      <Wrong error={error} />
    </section>
  );
}
