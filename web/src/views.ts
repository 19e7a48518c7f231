// Results that have a view of their own, by the members that they hold. The first that fits is taken.
import type { ComponentType } from "preact";
import { CrisisView, isCrisis } from "./crisis";
import { isOutfits, OutfitsView } from "./outfits";
import { isDecision, DecisionView } from "./decision";
import { isAdvice, AdviceView } from "./price";
import { isProgram, ProgramView } from "./program";
import { isReview, ReviewView } from "./review";
import type { Members } from "./skills_api";

export type View = ComponentType<{ value: Members }>;

const kViews: [(value: Members) => boolean, View][] = [
  [isCrisis, CrisisView],
  [isOutfits, OutfitsView],
  [isDecision, DecisionView],
  [isAdvice, AdviceView],
  [isProgram, ProgramView],
  [isReview, ReviewView],
];

export const viewOf = (value: Members): View | null =>
  kViews.find(([fits]) => fits(value))?.[1] ?? null;
