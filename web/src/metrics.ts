// What /metrics counts (Prometheus text), as the numbers that the Models screen shows.
import { request } from "./api";

export interface Reading {
  time: number; // seconds since 1970
  tokens: number; // written so far
  running: number;
  waiting: number;
  memory: number; // bytes
}

function valueOf(page: string, name: string): number {
  for (const line of page.split("\n"))
    if (line.startsWith(name + " ")) return Number(line.slice(name.length));
  return 0;
}

export async function readMetrics(): Promise<Reading> {
  const page = await (await request("/metrics")).text();
  return {
    time: Date.now() / 1000,
    tokens: valueOf(page, "tinybrain_reply_tokens_total"),
    running: valueOf(page, "tinybrain_jobs_running"),
    waiting: valueOf(page, "tinybrain_jobs_waiting"),
    memory: valueOf(page, "process_resident_memory_bytes"),
  };
}
