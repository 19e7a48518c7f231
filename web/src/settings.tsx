// The drawer with what shapes a reply: model, system prompt, temperature, length. A modal dialog, so that the
// browser keeps the focus inside and closes it on Esc.
import { useEffect, useRef } from "preact/hooks";
import type { Settings } from "./conversation";
import { useTexts } from "./language";

export interface DrawerProps {
  open: boolean;
  close: () => void;
  writers: string[]; // models that write
  settings: Settings;
  change: (part: Partial<Settings>) => void;
}

export function SettingsDrawer({ open, close, writers, settings, change }: DrawerProps) {
  const t = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  return (
    <dialog
      ref={dialog}
      class="drawer"
      aria-labelledby="settings-title"
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="drawer-body">
        <header>
          <h2 id="settings-title">{t.settings}</h2>
          <button type="button" class="plain" onClick={close}>
            {t.close}
          </button>
        </header>
        {writers.length > 1 && (
          <label class="setting">
            {t.model}
            <select
              value={settings.model}
              onChange={(event) => change({ model: event.currentTarget.value })}
            >
              {writers.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <div class="setting">
          <label class="switch">
            <input
              type="checkbox"
              checked={settings.memory}
              onChange={(event) => change({ memory: event.currentTarget.checked })}
            />
            {t.useMemory}
          </label>
          <p class="hint">{t.useMemoryHint}</p>
          <label class="switch">
            <input
              type="checkbox"
              checked={settings.learned}
              onChange={(event) => change({ learned: event.currentTarget.checked })}
            />
            {t.useLearned}
          </label>
        </div>
        <div class="setting">
          <label for="system">{t.system}</label>
          <textarea
            id="system"
            rows={5}
            value={settings.system}
            aria-describedby="system-hint"
            onInput={(event) => change({ system: event.currentTarget.value })}
          />
          <p id="system-hint" class="hint">
            {t.systemHint}
          </p>
        </div>
        <div class="setting">
          <label for="temperature">
            {t.temperature} <output for="temperature">{settings.temperature.toFixed(1)}</output>
          </label>
          <input
            id="temperature"
            type="range"
            min="0"
            max="2"
            step="0.1"
            value={settings.temperature}
            aria-describedby="temperature-hint"
            onInput={(event) => change({ temperature: event.currentTarget.valueAsNumber })}
          />
          <p id="temperature-hint" class="hint">
            {t.temperatureHint}
          </p>
        </div>
        <div class="setting">
          <label for="max-tokens">{t.maxTokens}</label>
          <input
            id="max-tokens"
            type="number"
            min="1"
            max="8192"
            value={settings.maxTokens}
            onChange={(event) => {
              const n = event.currentTarget.valueAsNumber;
              if (n >= 1) change({ maxTokens: Math.min(8192, Math.floor(n)) });
            }}
          />
        </div>
      </div>
    </dialog>
  );
}
