// What the server keeps in its home for a person: documents to look things up in, what may be kept, and the audit.
import { request } from "./api";
import { base64Of } from "./builds";

export interface KnownFile {
  name: string;
  bytes: number;
  passages: number;
}

export interface Known {
  data: KnownFile[];
  passages: number;
  encoder: string; // "": found by words alone
}

export interface Hit {
  id: number;
  text: string;
  heading: string;
  file: string;
  row: number; // line in the file, from 1
  lexical: number;
  meaning: number;
  strength: number; // of both: 0 to about 1
}

export interface ConsentTexts {
  title: string;
  what: string;
  why: string;
  who: string;
  how_long: string;
}
export interface Consent {
  purpose: string;
  state: "open" | "granted" | "refused" | "withdrawn";
  en: ConsentTexts;
  ko: ConsentTexts;
}
export type Decided = "granted" | "refused" | "withdrawn";

export interface Entry {
  seq: number;
  time: string | number;
  kind: string; // "consent.granted"
  detail: unknown;
  hash: string;
  erased?: boolean;
}

export interface Audit {
  data: Entry[]; // newest first
  verdict: { good: boolean; entries: number; broken_at?: number };
}

const ask = async <T>(path: string, body?: unknown): Promise<T> =>
  (await request(path, body)).json();
const remove = (path: string): Promise<Response> => request(path, undefined, undefined, "DELETE");

export const getKnown = (): Promise<Known> => ask("/v1/knowledge");
export const addFile = async (file: File): Promise<void> => {
  await request("/v1/knowledge", { name: file.name, base64: await base64Of(file) });
};
export const removeFile = (name: string): Promise<Response> =>
  remove(`/v1/knowledge/${encodeURIComponent(name)}`);
export const searchKnown = async (question: string, most: number): Promise<Hit[]> =>
  (await ask<{ data: Hit[] }>("/v1/knowledge/search", { question, most })).data;

export const getConsents = async (): Promise<Consent[]> =>
  (await ask<{ data: Consent[] }>("/v1/consents")).data;
export const decide = (purpose: string, state: Decided): Promise<unknown> =>
  ask("/v1/consents", { purpose, state });

export const getAudit = (): Promise<Audit> => ask("/v1/audit");
