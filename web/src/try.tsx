// The screen "Try": classes of a text, and JSON that fits a schema. Each is there if a model can do it.
import { Classes } from "./classes";
import { useTexts } from "./language";
import { SchemaReply } from "./schema";

export function Try({ writers, classifiers }: { writers: string[]; classifiers: string[] }) {
  const t = useTexts();
  return (
    <div class="screen">
      <h1>{t.tryTitle}</h1>
      <div class="columns">
        {classifiers.length > 0 && <Classes models={classifiers} />}
        {writers.length > 0 && <SchemaReply models={writers} />}
      </div>
    </div>
  );
}
