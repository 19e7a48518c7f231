// Requests to the server that sent the page: JSON in and out, streams, and errors that say what to show.
import { store, stored } from "./language";
import type { Texts } from "./texts";

const kKey = "tinybrain-key";

export interface Model {
  id: string;
  capabilities: string[];
  context_window?: number;
  dimensions?: number;
  architecture?: string;
  license?: string;
  parameters?: number;
  weight_bytes?: number;
}

export interface Models {
  data: Model[];
  understands: string | null; // who answers /v1/understand
  builds: boolean; // whether it can build, fetch and load
}

export interface Head {
  name: string;
  label: string | null;
  probability: number;
  probabilities: Record<string, number>;
}

export interface Understanding {
  heads: Head[];
}

export interface Class {
  label: string | null; // null: none of them
  labels: { label: string; probability: number }[];
}

export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

export class ApiError extends Error {
  constructor(
    readonly status: number, // 0: no answer at all
    message: string,
    readonly retryAfter = 0,
  ) {
    super(message);
  }
}

// What to tell the person about something that was thrown.
export function explain(error: unknown, t: Texts): string {
  if (!(error instanceof ApiError)) return t.failed(String(error));
  if (error.status === 0) return t.notReached;
  if (error.status === 429) return t.busy(error.retryAfter);
  return t.failed(error.message);
}

export const keepKey = (key: string): void => store(() => sessionStorage, kKey, key);

function headers(): Record<string, string> {
  const key = stored(() => sessionStorage, kKey);
  return key ? { Authorization: `Bearer ${key}` } : {};
}

async function failure(response: Response): Promise<ApiError> {
  let message = `HTTP ${response.status}`;
  try {
    message = (await response.json()).error.message;
  } catch {
    // Not from our server; the status has to do.
  }
  return new ApiError(response.status, message, Number(response.headers.get("Retry-After") ?? 1));
}

export const hasKey = (): boolean => stored(() => sessionStorage, kKey) !== null;

export async function request(
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  method = "GET", // of a request without a body
): Promise<Response> {
  const init: RequestInit =
    body === undefined
      ? { method, headers: headers() }
      : {
          method: "POST",
          headers: { ...headers(), "Content-Type": "application/json" },
          body: JSON.stringify(body),
        };
  if (signal) init.signal = signal;
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, String(error));
  }
  if (!response.ok) throw await failure(response);
  return response;
}

export const getModels = async (): Promise<Models> => (await request("/v1/models")).json();

export async function understand(input: string): Promise<Understanding> {
  const { data } = await (await request("/v1/understand", { input })).json();
  return data[0];
}

export interface Found {
  answer: string;
  text: string;
  heading: string;
  file: string;
  row: number;
  chance: number; // of being right
}

export interface Answered {
  known: boolean;
  found: Found[];
}

export async function answer(model: string, input: string): Promise<Answered> {
  const { data } = await (await request("/v1/answer", { model, input })).json();
  return data[0];
}

export async function classify(model: string, input: string): Promise<Class> {
  const { data } = await (await request("/v1/classify", { model, input })).json();
  return data[0];
}
