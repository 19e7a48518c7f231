// The screen "You": what is known of the person, what may be kept, taking all of it along, forgetting.
import { useCallback, useEffect, useState } from "preact/hooks";
import { Purposes, useConsents } from "./consents";
import { useDoing } from "./doing";
import { Facts } from "./facts";
import { Forget } from "./forget";
import { getMemories, getVault, type Memory, type Receipt, type VaultInfo } from "./kept_api";
import { useTexts } from "./language";
import { ReceiptView } from "./receipt";
import { Take } from "./take";
import { Wrong } from "./wrong";

export function AboutScreen() {
  const t = useTexts();
  const [memories, setMemories] = useState<Memory[] | null>(null);
  const [vault, setVault] = useState<VaultInfo | null>(null);
  const [receipts, setReceipts] = useState<Receipt[]>([]);
  const { error, run } = useDoing();
  const load = useCallback(
    () =>
      run(async () => {
        setMemories(await getMemories());
        setVault(await getVault());
      }),
    [],
  );
  useEffect(() => {
    load();
  }, [load]);
  const consents = useConsents(load);
  const erased = (fresh: Receipt[]) => setReceipts((all) => [...fresh, ...all]);
  return (
    <div class="screen">
      <h1>{t.aboutTitle}</h1>
      <p class="hint">{t.aboutHint}</p>
      <Wrong error={error} />
      <div class="receipts" aria-live="polite">
        {receipts.map((receipt) => (
          <ReceiptView key={receipt.id} receipt={receipt} />
        ))}
      </div>
      {memories && consents.all && (
        <Facts memories={memories} consents={consents} reload={load} erased={erased} />
      )}
      <Purposes consents={consents} />
      <div class="columns">
        {vault && <Take vault={vault} />}
        {consents.all && <Forget consents={consents.all} erased={erased} reload={load} />}
      </div>
    </div>
  );
}
