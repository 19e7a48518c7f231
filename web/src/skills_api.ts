// The skills of the server: which there are, what their tools take, and calling one.
import { request } from "./api";
import type { Schema } from "./arguments";

export interface Words {
  en: string;
  ko: string;
}

export interface SkillEntry {
  name: string;
  about?: Words; // absent of one that does not open
  tools?: string[];
  sample?: boolean; // without files of the person's it works on its sample
  installed?: boolean; // by the person
  error?: string; // why it does not open
}

export interface Tool extends Words {
  name: string;
  arguments: Schema;
}

export interface Skill {
  name: string;
  about: Words;
  tools: Tool[];
  data: string[]; // names of the files that it reads
  sample: boolean;
}

// What a tool gives: any JSON.
export type Value = null | boolean | number | string | Value[] | { [name: string]: Value };
export type Members = { [name: string]: Value };

// A request in words: where the router sent it, and what came of it.
export interface SkillAsked {
  decision: "skill" | "chat" | "small_talk" | "nothing";
  skill: string | null;
  tool: string | null;
  chance: number;
  arguments?: Members;
  missing?: { slot: string; ask: string }[]; // what the tool needs and was not said
  result?: Members; // absent while something is missing
  error?: string;
}

const path = (name: string) => `/v1/skills/${encodeURIComponent(name)}`;

export const getSkills = async (): Promise<SkillEntry[]> =>
  (await (await request("/v1/skills")).json()).data;
export const getSkill = async (name: string): Promise<Skill> => (await request(path(name))).json();

export const askSkills = async (text: string, language: string): Promise<SkillAsked> =>
  (await request("/v1/skills/ask", { text, language })).json();

// files: the person's own, in place of the sample; they go with the request and are not kept.
export async function callSkill(
  name: string,
  tool: string,
  given: Members,
  files: File[],
): Promise<Members> {
  const body: Record<string, unknown> = { tool, arguments: given };
  if (files.length > 0)
    body.data = Object.fromEntries(
      await Promise.all(files.map(async (file) => [file.name, await file.text()])),
    );
  return (await request(`${path(name)}/call`, body)).json();
}

// What a game character did and said; tinybrain/npc.h has the form.
export interface CharacterTurned {
  turn: {
    action: { name: string; objects: string[] } | null; // null: it only talked
    line: string;
    trace: { action_by: string; line_by: string; action_ms: number; line_ms: number };
  };
  memory: Members; // for the next turn
}

export const characterTurn = async (asked: Record<string, unknown>): Promise<CharacterTurned> =>
  (await request("/v1/characters/turn", asked)).json();
