// What is learnt from the person: lessons, versions with what the gate said of each, learning and going back, feedback.
import { request } from "./api";
import { allOf, type Memory, type Receipt } from "./kept_api";

// What became of a message as far as the memory goes: the member "memory" of a reply's "tinybrain".
export interface Heard {
  command: "none" | "remember" | "forget" | "recall" | "correct";
  reply: string; // all that is said, or a remark beside the answer
  stored: Memory[];
  not_granted: string[];
  last: number[];
  facts?: Memory[]; // that were put before the message
  error?: string; // the memory could not be used
  taught?: { lesson: number; text: string } | null; // the person's own answer was given
}

export interface Lesson {
  id: number;
  time: string;
  kind: string;
  input: string;
  detail: { answer?: string; rejected?: string; rating?: number; intent?: string } | null;
  state: "open" | "done" | "dismissed";
}

export interface Check {
  name: string;
  before: number;
  after: number;
  margin: number;
  passed: boolean;
  text?: string;
}

export interface Example {
  lesson: number;
  prompt: string;
  wanted: string;
  before: string;
  after: string;
}

export interface GateReport {
  kept?: boolean;
  why?: string;
  checks?: Check[];
  examples?: Example[];
  seconds?: number;
  dry_run?: boolean;
}

export interface Version {
  id: number;
  parent: number; // 0: none was in use when it was learnt
  time: string;
  base_name: string;
  state: "active" | "retired" | "refused" | "erased";
  lessons: number[];
  held_back: number[];
  bytes: number;
  report: GateReport | null;
  why?: string;
}

export interface Progress {
  stage: string;
  done: number;
  total: number;
  seconds_left?: number;
}

export interface Learning {
  state: "idle" | "running" | "paused" | "failed" | "done";
  base?: string;
  progress: Progress | null;
  error: string | null;
  report: GateReport | null;
  status: { waiting: number; active: number; idle: boolean; why: string };
  versions: Version[];
}

export interface Why {
  version: number;
  applies: boolean; // near enough to what was taught
  with: string;
  without: string;
  lessons: { id: number; input: string; answer: string; near_question: number; near_answer: number }[];
}

const ask = async <T>(path: string, body?: unknown): Promise<T> =>
  (await request(path, body)).json();

const of = (model: string) => (model ? `?model=${encodeURIComponent(model)}` : "");
export const getLearning = (model: string): Promise<Learning> => ask(`/v1/learning${of(model)}`);
export const learn = (model: string): Promise<unknown> =>
  ask("/v1/learning", model ? { model } : {});
export const pauseLearning = (): Promise<unknown> => ask("/v1/learning/pause", {});
export const watchLearning = (model: string, signal: AbortSignal): Promise<Response> =>
  request(`/v1/learning/events${of(model)}`, undefined, signal);
export const useVersion = (version: number): Promise<unknown> =>
  ask("/v1/learning/use", { version });
export const whyLearned = (model: string, prompt: string): Promise<Why> =>
  ask("/v1/learning/why", model ? { model, prompt } : { prompt });

export const getLessons = (): Promise<Lesson[]> => allOf("/v1/lessons?withdrawn_too=true");
export const setLesson = (id: number, state: Lesson["state"]): Promise<unknown> =>
  ask(`/v1/lessons/${id}`, { state });
export const deleteLesson = async (id: number): Promise<Receipt> =>
  (await request(`/v1/lessons/${id}`, undefined, undefined, "DELETE")).json();

export type Signal =
  | { signal: "thumbs"; value: 1 | -1; prompt: string; answer: string; version?: number }
  | { signal: "correction" | "edit"; prompt: string; answer: string; text: string; version?: number };
export const giveFeedback = (signal: Signal): Promise<{ kept: boolean }> =>
  ask("/v1/feedback", signal);
