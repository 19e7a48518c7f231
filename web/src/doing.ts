// Something that is asked of the server: whether it goes on, and what went wrong.
import { useState } from "preact/hooks";

export interface Doing {
  busy: boolean;
  error: unknown; // null: nothing
  run: (what: () => Promise<unknown>) => Promise<void>;
}

export function useDoing(): Doing {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (what: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await what();
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  return { busy, error, run };
}
