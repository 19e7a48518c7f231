// Which language the page speaks: what the person chose last, else what the browser prefers.
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { texts, type Language, type Texts } from "./texts";

const kStored = "tinybrain-language";

// A browser may forbid storage; the choice then lasts as long as the page.
export function stored(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

export function store(storage: () => Storage, key: string, value: string): void {
  try {
    storage().setItem(key, value);
  } catch {
    // Nothing to be done: see above.
  }
}

function first(): Language {
  const chosen = stored(() => localStorage, kStored);
  if (chosen === "en" || chosen === "ko") return chosen;
  return navigator.language.startsWith("ko") ? "ko" : "en";
}

export function useLanguageChoice(): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState(first);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = (next: Language) => {
    store(() => localStorage, kStored, next);
    setLanguage(next);
  };
  return [language, choose];
}

export const TextsContext = createContext<Texts>(texts.en);
export const useTexts = (): Texts => useContext(TextsContext);
