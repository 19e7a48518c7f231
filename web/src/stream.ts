// A reply as it is written: the server's events (text/event-stream) as pieces of text, then its usage.
import { ApiError, request, type ChatMessage } from "./api";
import type { Heard } from "./learned_api";

export interface Usage {
  prompt: number;
  cached: number;
  reply: number;
  seconds: number; // of reading and writing
  replySeconds: number;
  droppedMessages: number;
}

export type Finish = "stop" | "length";

// What of the person a reply was made with.
export interface Personal {
  memory?: Heard;
  learned?: number; // the version; 0: none
}

export type Piece = { text: string } | { finish: Finish } | { usage: Usage; personal: Personal };

export interface ChatRequest {
  model: string;
  messages: ChatMessage[];
  temperature?: number;
  max_tokens?: number;
  repeat_penalty?: number;
  response_format?: unknown;
  memory?: { last: number[] };
  learned?: boolean;
}

interface Chunk {
  choices?: { delta?: { content?: string }; finish_reason?: Finish | null }[];
  usage?: {
    prompt_tokens: number;
    completion_tokens: number;
    prompt_tokens_details?: { cached_tokens?: number };
  } | null;
  tinybrain?: Personal & {
    prompt_seconds: number;
    reply_seconds: number;
    dropped_messages: number;
  };
  error?: { message: string };
}

// The data of each event. An event ends with an empty line and may come in any number of parts.
export async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let waiting = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    waiting += decoder.decode(value, { stream: true });
    const parts = waiting.split("\n\n");
    waiting = parts.pop() ?? "";
    for (const part of parts) if (part.startsWith("data: ")) yield part.slice("data: ".length);
  }
}

function* pieces(chunk: Chunk): Generator<Piece> {
  if (chunk.error) throw new ApiError(500, chunk.error.message);
  const choice = chunk.choices?.[0];
  if (choice?.delta?.content) yield { text: choice.delta.content };
  if (choice?.finish_reason) yield { finish: choice.finish_reason };
  if (!chunk.usage) return;
  const own = chunk.tinybrain;
  yield {
    usage: {
      prompt: chunk.usage.prompt_tokens,
      cached: chunk.usage.prompt_tokens_details?.cached_tokens ?? 0,
      reply: chunk.usage.completion_tokens,
      seconds: (own?.prompt_seconds ?? 0) + (own?.reply_seconds ?? 0),
      replySeconds: own?.reply_seconds ?? 0,
      droppedMessages: own?.dropped_messages ?? 0,
    },
    personal: { memory: own?.memory, learned: own?.learned },
  };
}

export async function* streamChat(chat: ChatRequest, signal: AbortSignal): AsyncGenerator<Piece> {
  const body = { ...chat, stream: true, stream_options: { include_usage: true } };
  const response = await request("/v1/chat/completions", body, signal);
  if (!response.body) throw new ApiError(0, "no body");
  for await (const data of events(response.body)) {
    if (data === "[DONE]") return;
    yield* pieces(JSON.parse(data) as Chunk);
  }
}
