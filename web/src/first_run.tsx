// Said once on the screens that could keep something, until every purpose was decided on: nothing is kept before.
import { useEffect, useState } from "preact/hooks";
import { getConsents } from "./home_api";
import { useTexts } from "./language";

export function FirstRun() {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    // Where this cannot be read the screen itself says what is wrong.
    getConsents().then(
      (all) => setOpen(all.some(({ state }) => state === "open")),
      () => undefined,
    );
  }, []);
  if (!open) return null;
  return (
    <aside class="card first-run" aria-label={t.firstRunTitle}>
      <p>
        <strong>{t.firstRunTitle}.</strong> {t.firstRun} <a href="#about">{t.seePurposes}</a>
      </p>
    </aside>
  );
}
