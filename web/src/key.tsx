// Asks for the server's key; it is kept for this tab only.
import { useState } from "preact/hooks";
import { ApiError, getModels, keepKey } from "./api";
import { useTexts } from "./language";

export function KeyForm({ unlock }: { unlock: () => void }) {
  const t = useTexts();
  const [key, setKey] = useState("");
  const [wrong, setWrong] = useState(false);

  async function submit(event: Event) {
    event.preventDefault();
    keepKey(key);
    try {
      await getModels();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return setWrong(true);
    }
    unlock();
  }

  return (
    <form class="card key" onSubmit={submit}>
      <h1>{t.keyTitle}</h1>
      <p id="key-hint" class="hint">
        {t.keyHint}
      </p>
      <label for="key">{t.key}</label>
      <input
        id="key"
        type="password"
        autocomplete="off"
        value={key}
        aria-describedby="key-hint"
        aria-invalid={wrong}
        onInput={(event) => (setKey(event.currentTarget.value), setWrong(false))}
      />
      {wrong && (
        <p class="error" role="alert">
          {t.keyWrong}
        </p>
      )}
      <button type="submit" class="primary" disabled={!key}>
        {t.unlock}
      </button>
    </form>
  );
}
