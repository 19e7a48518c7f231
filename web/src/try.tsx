// The screen "Try": answers from an FAQ, classes of a text, JSON that fits a schema. Each is there if a model can do it.
import { Answers } from "./answers";
import { Classes } from "./classes";
import { useTexts } from "./language";
import { SchemaReply } from "./schema";

export interface TryProps {
  writers: string[];
  classifiers: string[];
  answerers: string[];
}

export function Try({ writers, classifiers, answerers }: TryProps) {
  const t = useTexts();
  return (
    <div class="screen">
      <h1>{t.tryTitle}</h1>
      <div class="columns">
        {answerers.length > 0 && <Answers models={answerers} />}
        {classifiers.length > 0 && <Classes models={classifiers} />}
        {writers.length > 0 && <SchemaReply models={writers} />}
      </div>
    </div>
  );
}
