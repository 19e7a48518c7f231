// Which of several models; nothing to choose when there is one.
import { useTexts } from "./language";

export interface ModelChoiceProps {
  id: string;
  models: string[];
  model: string;
  choose: (model: string) => void;
  label?: string; // "Model"
}

export function ModelChoice({ id, models, model, choose, label }: ModelChoiceProps) {
  const t = useTexts();
  if (models.length < 2) return null;
  return (
    <>
      <label for={id}>{label ?? t.model}</label>
      <select id={id} value={model} onChange={(event) => choose(event.currentTarget.value)}>
        {models.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </>
  );
}
