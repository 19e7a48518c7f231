// The models that can be fetched by name, those that are here, and fetching them.
import { request, type Model } from "./api";

export interface Entry {
  name: string;
  here: boolean;
  default: boolean;
  bytes: number; // on the disk
  licence: string;
  served: string | null;
  download_bytes?: number; // absent: a file that nobody knows the source of
  licence_url?: string;
  purpose?: string;
  descriptions?: { en: string; ko: string };
}

export interface Catalogue {
  data: Entry[];
  may_pull: boolean;
}

export interface Pull {
  name: string;
  state: "running" | "done" | "stopped" | "failed";
  label: string;
  unit: "bytes" | "steps";
  done: number;
  total: number;
  seconds_left?: number;
  error: string | null;
}

export const getCatalogue = async (): Promise<Catalogue> =>
  (await request("/v1/catalogue")).json();
export const getPulls = async (): Promise<Pull[]> =>
  (await (await request("/v1/pulls")).json()).data;
export const startPull = async (name: string): Promise<Pull> =>
  (await request("/v1/pulls", { name })).json();
export const stopPull = async (name: string): Promise<Pull> =>
  (await request(`/v1/pulls/${encodeURIComponent(name)}/stop`, {})).json();
export const loadModel = async (name: string): Promise<Model> =>
  (await request("/v1/models", { name })).json();
export const unloadModel = (id: string): Promise<Response> =>
  request(`/v1/models/${encodeURIComponent(id)}`, undefined, undefined, "DELETE");
