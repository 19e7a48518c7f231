// Support desks as the server offers them: making one, asking, teaching, what it is set to and how it does.
import { ApiError, request, type Head } from "./api";
import { events } from "./stream";

export interface DeskEntry {
  name: string;
  questions: number;
  answers: number;
}

export interface Sent {
  name: string;
  base64: string;
}

export interface NewDesk {
  name: string;
  faq: Sent;
  docs: Sent[];
  dial: number;
  encoder: string;
}

export interface Making {
  stage: string;
  done: number;
  total: number;
}

export type Decision = "answer" | "ask_back" | "passage" | "unknown" | "small_talk" | "large";

export interface Cite {
  file: string;
  row: number;
  heading: string;
  passage: string;
}

export interface Candidate {
  kind: "faq";
  answer: number;
  question: string;
  file: string;
  row: number;
  lexical: number;
  meaning: number;
}
export interface FoundPassage {
  kind: "passage";
  file: string;
  heading: string;
  row: number;
  text: string;
  lexical: number;
  meaning: number;
}

export interface Slot {
  kind: string; // "order_number"
  text: string;
}

export interface Trace {
  heads: Omit<Head, "probabilities">[];
  slots: Slot[];
  intent: { answer: number; question: string; chance: number } | null;
  others: Candidate[];
  evidence: (Candidate | FoundPassage)[];
  rules: string[];
  threshold: number | null; // null: no chance is high enough for the dial
  dial: number;
  decision: string;
  why: string;
  seconds: number;
}

export interface Slip {
  id: number;
  reason: string;
  endpoint: string;
  model: string;
  messages: { role: string; content: string }[];
  replaced: { kind: string; placeholder: string; text: string }[];
  tokens: number;
  price: number;
  currency: string;
  allowed: boolean;
  refusal: string | null;
  granted: boolean; // the owner granted it for all
}

export interface Reply {
  decision: Decision;
  text: string;
  cites: Cite[];
  options: { answer: number; text: string }[];
  conversation: unknown;
  slip: Slip | null;
  trace: Trace;
}

export interface Granted {
  refused?: boolean;
  decision: Decision;
  text: string;
  sentences: { sentence: string; supported: boolean; missing: string[] }[];
  price: number;
  currency: string;
}

export interface Answer {
  answer: number;
  text: string;
  questions: string[];
}

export type Lesson = { text: string; lesson?: number } & (
  | { answer: number }
  | { answer_text: string }
  | { right: boolean }
  | { slot: Slot } // of kind "none": it is none
);
export interface Taught {
  answers: number;
  questions: number;
  lesson: number | null; // null: nothing was kept in the vault
}

export interface Waiting {
  id: number;
  time: string | number;
  input: string;
  detail: { chance?: number; question?: string };
}

export interface Escalation {
  mode: "off" | "ask" | "always";
  endpoint: string;
  model: string;
  budget_per_day: number;
  price_in: number; // of a million tokens
  price_out: number;
  currency: string;
  timeout: number; // seconds
}
export interface DeskSettings {
  name: string;
  encoder: string;
  dial: number;
  escalation: Escalation;
}
export type Changes = { dial?: number; escalation?: Partial<Escalation> };

export interface Day {
  day: string;
  questions: number;
  answered: number;
  saved: number; // in the settings' currency
}
export interface Report {
  questions: number;
  answered: number;
  asked_back: number;
  unknown: number;
  passages: number;
  large: number;
  dial: number;
  threshold: number | null;
  expected: { answered: number; wrong: number };
  drift: { judged: number; wrong: number; probability: number; drifted: boolean };
  saved: { tokens_in: number; tokens_out: number; price: number; currency: string };
  spent_today: number;
  budget_per_day: number;
  open: number;
  dials: { dial: number; answered: number }[];
  days: Day[]; // of the last 30; as far as keeping was granted
}

const path = (name: string, what = "") => `/v1/desks/${encodeURIComponent(name)}${what}`;
const ask = async <T>(where: string, body?: unknown): Promise<T> =>
  (await request(where, body)).json();

export const listDesks = async (): Promise<DeskEntry[]> =>
  (await ask<{ data: DeskEntry[] }>("/v1/desks")).data;
export const deleteDesk = (name: string): Promise<Response> =>
  request(path(name), undefined, undefined, "DELETE");
export const askDesk = (name: string, text: string, conversation: unknown): Promise<Reply> =>
  ask(path(name, "/ask"), { text, conversation, language: document.documentElement.lang });
export const grantSlip = (name: string, slip: number, granted: boolean): Promise<Granted> =>
  ask(path(name, "/grant"), { slip, granted });
export const teachDesk = (name: string, lesson: Lesson): Promise<Taught> =>
  ask(path(name, "/teach"), lesson);
export const getSettings = (name: string): Promise<DeskSettings> => ask(path(name, "/settings"));
export const setSettings = (name: string, changes: Changes): Promise<DeskSettings> =>
  ask(path(name, "/settings"), changes);
export const getReport = (name: string): Promise<Report> => ask(path(name, "/report"));
export const getAnswers = async (name: string): Promise<Answer[]> =>
  (await ask<{ data: Answer[] }>(path(name, "/answers"))).data;
export const getQueue = async (name: string): Promise<Waiting[]> =>
  (await ask<{ data: Waiting[] }>(path(name, "/queue"))).data;

// Calls show() as it goes on. Its name when it is done.
export async function makeDesk(
  desk: NewDesk,
  signal: AbortSignal,
  show: (making: Making) => void,
): Promise<string> {
  const response = await request("/v1/desks", desk, signal);
  if (!response.body) throw new ApiError(0, "no body");
  let name = "";
  for await (const data of events(response.body)) {
    if (data === "[DONE]") break;
    const event = JSON.parse(data);
    if (event.error) throw new ApiError(500, event.error.message);
    if (event.done_desk) name = event.done_desk.name;
    else show(event as Making);
  }
  if (!name) throw new ApiError(0, "the stream ended early");
  return name;
}
