// What went wrong, where there is something.
import { explain } from "./api";
import { useTexts } from "./language";

export function Wrong({ error }: { error: unknown }) {
  const t = useTexts();
  if (error === null) return null;
  return (
    <p class="error" role="alert">
      {explain(error, t)}
    </p>
  );
}
