// The screen "Desk": which one, a new one, asking it, what waits for an answer, how it does and what it is set to.
import { useCallback, useEffect, useState } from "preact/hooks";
import { ModelChoice } from "./choice";
import { DeskForm } from "./desk_form";
import { DeskReport } from "./desk_report";
import { DeskSettingsForm } from "./desk_settings";
import { deleteDesk, getReport, listDesks, type DeskEntry, type Report } from "./desks";
import { DeskTalk } from "./desk_talk";
import { useDoing } from "./doing";
import { FirstRun } from "./first_run";
import { useTexts } from "./language";
import { Queue } from "./queue";
import { Sure } from "./sure";
import { useAnswers } from "./teach";
import { Wrong } from "./wrong";

interface OneDeskProps {
  name: string;
  open: boolean;
  changed: () => void; // what it knows has grown
  gone: () => void;
}

function OneDesk({ name, open, changed, gone }: OneDeskProps) {
  const t = useTexts();
  const [report, setReport] = useState<Report | null>(null);
  const [round, setRound] = useState(0); // of what may have changed
  const known = useAnswers(name, round);
  const { busy, error, run } = useDoing();
  const load = useCallback(async () => setReport(await getReport(name)), [name]);
  useEffect(() => {
    run(load);
  }, [load]);
  const taught = () => {
    setRound((n) => n + 1);
    changed();
    run(load);
  };
  return (
    <>
      <DeskTalk
        name={name}
        answers={known}
        taught={taught}
        asked={() => run(load)}
        mayAsk={open}
      />
      <Queue name={name} answers={known} taught={taught} waiting={report?.open ?? 0} />
      <Wrong error={error} />
      {report && <DeskReport name={name} report={report} changed={() => run(load)} />}
      <DeskSettingsForm name={name} changed={() => run(load)} />
      <div class="actions">
        <Sure
          label={t.deleteDesk}
          question={t.deleteDeskSure(name)}
          answer={t.deleteNow}
          busy={busy}
          act={() =>
            run(async () => {
              await deleteDesk(name);
              gone();
            })
          }
        />
      </div>
    </>
  );
}

// open: not sealed. A sealed server has no other encoder than the one that comes along, and sends nothing.
export function DeskScreen({ open }: { open: boolean }) {
  const t = useTexts();
  const [desks, setDesks] = useState<DeskEntry[] | null>(null);
  const [chosen, setChosen] = useState("");
  const { error, run } = useDoing();
  const load = useCallback(async () => setDesks(await listDesks()), []);
  useEffect(() => {
    run(load);
  }, [load]);
  const names = (desks ?? []).map((desk) => desk.name);
  const name = names.includes(chosen) ? chosen : (names[0] ?? "");
  const desk = desks?.find((one) => one.name === name);
  const made = (fresh: string) =>
    run(async () => {
      await load();
      setChosen(fresh);
    });
  return (
    <div class="screen">
      <h1>{t.deskTitle}</h1>
      <p class="hint">{t.deskHint}</p>
      <FirstRun />
      <Wrong error={error} />
      {desk && (
        <div class="which">
          <ModelChoice
            id="desk-choice"
            label={t.whichDesk}
            models={names}
            model={name}
            choose={setChosen}
          />
          <p>
            <strong>{desk.name}</strong>{" "}
            <span class="hint">{t.deskSize(desk.questions, desk.answers)}</span>
          </p>
        </div>
      )}
      {desk && (
        <OneDesk
          key={name}
          name={name}
          open={open}
          changed={() => run(load)}
          gone={() => run(load)}
        />
      )}
      {desks && (
        <details class="card more new-desk" open={desks.length === 0}>
          <summary>{t.newDesk}</summary>
          <DeskForm made={made} mayFetch={open} />
        </details>
      )}
    </div>
  );
}
