// What the server keeps of the person, row by row, and what can be done with all of it. home_api.ts has consents and audit.
import { request } from "./api";

export interface Memory {
  id: number;
  time: string; // said last
  kind: string;
  slot?: string;
  text: string;
  source: string; // "said", "page", "import:FILE"
  confidence: number;
  times: number;
  confirmed?: string;
  superseded_by?: number;
  purpose: string;
}

export interface Kept {
  kept: boolean; // false: its purpose is not granted
  memory: number | null;
}

export interface Receipt {
  id: string;
  time: string;
  removed: Record<string, number>;
  audit_details: number;
  backups_renewed: number;
  copies_elsewhere: string[];
  probes: { texts: number; pages: number; files: number };
  residue: string[];
  clean: boolean;
}

export interface Verdict {
  good: boolean;
  ours: boolean; // signed by this vault
}

export interface Scope {
  all?: boolean;
  topic?: string;
  purpose?: string;
  from?: string;
  to?: string;
}

export interface VaultInfo {
  file?: string; // where, for who sits at this machine
  bytes: number;
  rows: Record<string, number>;
}

const kPage = 1000; // rows that one request gives

const ask = async <T>(path: string, body?: unknown): Promise<T> =>
  (await request(path, body)).json();
const remove = async <T>(path: string): Promise<T> =>
  (await request(path, undefined, undefined, "DELETE")).json();

// Every row of a list that gives the newest first, page by page.
export async function allOf<Row extends { id: number }>(path: string): Promise<Row[]> {
  const all: Row[] = [];
  for (let before = ""; ; ) {
    const { data } = await ask<{ data: Row[] }>(`${path}&limit=${kPage}${before}`);
    all.push(...data);
    const last = data[data.length - 1];
    if (!last || data.length < kPage) return all;
    before = `&before=${last.id}`;
  }
}

// Also what holds no longer, and what a withdrawn purpose keeps: the person may see all of it.
export const getMemories = (): Promise<Memory[]> =>
  allOf("/v1/memories?superseded_too=true&withdrawn_too=true");
export const searchMemories = async (question: string): Promise<Memory[]> =>
  (await ask<{ data: Memory[] }>("/v1/memories/search", { question, most: 20 })).data;
export const addMemory = (text: string): Promise<Kept> => ask("/v1/memories", { text });
export const confirmMemory = (id: number): Promise<unknown> =>
  ask(`/v1/memories/${id}`, { confirmed: true });
export const putRight = (id: number, text: string): Promise<Kept> =>
  ask(`/v1/memories/${id}`, { text });
export const deleteMemory = (id: number): Promise<Receipt> => remove(`/v1/memories/${id}`);

export const erase = (scope: Scope): Promise<Receipt> => ask("/v1/erase", scope);
export const verifyReceipt = (receipt: unknown): Promise<Verdict> =>
  ask("/v1/receipts/verify", { receipt });

export const getVault = (): Promise<VaultInfo> => ask("/v1/vault");
export const verifyVault = (): Promise<{ good: boolean }> => ask("/v1/vault/verify", {});
export const backUp = (): Promise<{ file: string }> => ask("/v1/vault/backup", {});

// ---- What the browser keeps ----

export function keep(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

// Fetched rather than linked: a link sends no key.
export const download = async (path: string, name: string): Promise<void> =>
  keep(await (await request(path)).blob(), name);
