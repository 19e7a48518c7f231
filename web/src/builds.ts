// Builds as the server keeps them, and what may be done with them.
import { ApiError, request, type Model } from "./api";
import { events } from "./stream";

export const kTasks = ["answer", "classify", "chat", "complete"] as const;
export type Task = (typeof kTasks)[number];
export type State = "waiting" | "running" | "stopped" | "failed" | "done";

export interface Finding {
  severity: "note" | "warning" | "error";
  en: string;
  ko: string;
  count: number;
  rows: number[];
  remedy: string; // a flag of the command line
}

export interface Progress {
  stage?: string;
  done: number;
  total: number;
  seconds_left?: number;
  epoch?: number;
  epochs?: number;
  loss?: number;
  score?: number;
  losses?: [number, number][];
  scores?: [number, number][];
  findings?: Finding[];
}

// Figures without lists, by name: {"test": {"accuracy": 0.9, ...}, "model": {"bytes": 1}, ...}.
export interface Measures {
  [name: string]: number | string | boolean | null | Measures;
}

export interface Build {
  id: string;
  name: string;
  task: string;
  base: string;
  state: State;
  created: number; // seconds since 1970
  seconds: number; // that it has worked
  error: string | null;
  files: { name: string; bytes: number }[];
  progress: Progress;
  measures: Measures | null;
  served: string | null; // the name that its brain is loaded under
}

export interface NewBuild {
  name: string;
  task: Task;
  base: string;
  language: string;
  options: Record<string, string | number | boolean>;
  files: { name: string; base64: string }[];
}

const path = (id: string, what = "") => `/v1/builds/${id}${what}`;

export const listBuilds = async (): Promise<Build[]> =>
  (await (await request("/v1/builds")).json()).data;
export const showBuild = async (id: string): Promise<Build> => (await request(path(id))).json();
export const startBuild = async (build: NewBuild): Promise<Build> =>
  (await request("/v1/builds", build)).json();
export const stopBuild = async (id: string): Promise<Build> =>
  (await request(path(id, "/stop"), {})).json();
export const continueBuild = async (id: string): Promise<Build> =>
  (await request(path(id, "/continue"), {})).json();
export const deleteBuild = (id: string): Promise<Response> =>
  request(path(id), undefined, undefined, "DELETE");
export const useBuild = async (id: string): Promise<Model> =>
  (await request("/v1/models", { build: id })).json();

export const reportPath = (id: string): string => path(id, "/report");

// A build as it goes on: whole at first, then with what is new.
type Event = { build: Build } | { progress: Progress & { seconds: number; finding?: Finding } };

function applied(build: Build, event: Event): Build {
  if ("build" in event) return { ...event.build, served: build.served };
  const { finding, seconds, ...now } = event.progress;
  const before = build.progress;
  const losses = [...(before.losses ?? [])];
  const scores = [...(before.scores ?? [])];
  const whole = now.stage === "train" || now.stage === "again";
  const after = (points: [number, number][]) => now.done > (points[points.length - 1]?.[0] ?? 0);
  if (whole && now.loss !== undefined && after(losses)) losses.push([now.done, now.loss]);
  if (whole && now.score !== undefined && now.epoch !== before.epoch && after(scores))
    scores.push([now.done, now.score]);
  const findings = [...(before.findings ?? []), ...(finding ? [finding] : [])];
  return { ...build, seconds, progress: { ...now, losses, scores, findings } };
}

// Calls show() with the build whenever something changes, until it ends or the signal says so.
export async function watchBuild(
  first: Build,
  signal: AbortSignal,
  show: (build: Build) => void,
): Promise<void> {
  const response = await request(path(first.id, "/events"), undefined, signal);
  if (!response.body) throw new ApiError(0, "no body");
  let build = first;
  for await (const data of events(response.body)) {
    if (data === "[DONE]") return;
    build = applied(build, JSON.parse(data) as Event);
    show(build);
  }
}

export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  const kPiece = 0x8000;
  for (let i = 0; i < bytes.length; i += kPiece)
    text += String.fromCharCode(...bytes.subarray(i, i + kPiece));
  return btoa(text);
}

// Number at "test.accuracy", if there is one.
export function figure(measures: Measures | null, where: string): number | undefined {
  let at: Measures[string] | undefined = measures ?? undefined;
  for (const name of where.split("."))
    at = typeof at === "object" && at !== null ? at[name] : undefined;
  return typeof at === "number" ? at : undefined;
}
