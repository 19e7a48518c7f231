// The frame around the screens: which one is shown, the language, and the key where the server wants one.
import { useEffect, useRef, useState } from "preact/hooks";
import { AboutScreen } from "./about";
import { ApiError, explain, getModels, type Models } from "./api";
import { AuditScreen } from "./audit";
import { BuildScreen } from "./build";
import { Chat } from "./chat";
import { useConversation, type Settings } from "./conversation";
import { DeskScreen } from "./desk";
import { getConsents } from "./home_api";
import { KeyForm } from "./key";
import { KnowledgeScreen } from "./knowledge";
import { TextsContext, useLanguageChoice, useTexts } from "./language";
import { LearnedScreen } from "./learned";
import { ModelsScreen } from "./models";
import { SkillsScreen } from "./skills";
import { texts, type Language } from "./texts";
import { Try } from "./try";
import { wasPutOff, Welcome } from "./welcome";

type Screen =
  | "chat"
  | "try"
  | "skills"
  | "knowledge"
  | "desk"
  | "build"
  | "models"
  | "about"
  | "learned"
  | "audit";

const namesOf = (models: Models, capability: string) =>
  models.data.filter((model) => model.capabilities.includes(capability)).map((model) => model.id);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return ""; // somebody's own address
  }
}

// The address's fragment names the screen, and after a slash what is open in it.
function useScreen(offered: Screen[]): [Screen, string] {
  const read = () => location.hash.slice(1);
  const [name, setName] = useState(read);
  useEffect(() => {
    const changed = () => setName(read());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  const [wanted = "", inner = ""] = name.split("/");
  return [offered.find((screen) => screen === wanted) ?? offered[0] ?? "models", decoded(inner)];
}

interface HeaderProps {
  offered: Screen[];
  screen: Screen | null; // null: the first question
  language: Language;
  choose: (language: Language) => void;
  go: () => void; // to a screen, also the one that is named in the address
}

function Header({ offered, screen, language, choose, go }: HeaderProps) {
  const t = useTexts();
  const nav = useRef<HTMLElement>(null);
  // On a phone the names do not fit at once: the current one is brought into sight.
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (nav.current && current)
      nav.current.scrollLeft = current.offsetLeft - (nav.current.clientWidth - current.clientWidth) / 2;
  }, [screen, t]);
  return (
    <header class="top">
      <span class="brand">
        <img src="icon.svg" alt="" width="28" height="28" />
        <span>{t.title}</span>
      </span>
      <nav ref={nav} aria-label={t.screens}>
        {offered.map((one) => (
          <a
            key={one}
            href={`#${one}`}
            aria-current={one === screen ? "page" : undefined}
            onClick={go}
          >
            {t[one]}
          </a>
        ))}
      </nav>
      <div class="languages" role="group" aria-label={t.language}>
        <button
          type="button"
          lang="en"
          aria-pressed={language === "en"}
          onClick={() => choose("en")}
        >
          EN
        </button>
        <button
          type="button"
          lang="ko"
          aria-pressed={language === "ko"}
          onClick={() => choose("ko")}
        >
          한국어
        </button>
      </div>
    </header>
  );
}

interface ScreensProps {
  models: Models;
  screen: Screen;
  inner: string; // what is open in it
  reload: () => void;
}

function Screens({ models, screen, inner, reload }: ScreensProps) {
  const writers = namesOf(models, "write");
  const [wanted, setSettings] = useState<Settings>({
    model: "",
    system: "",
    temperature: 0.3,
    maxTokens: 512,
    memory: true,
    learned: true,
  });
  const change = (part: Partial<Settings>) => setSettings((all) => ({ ...all, ...part }));
  // Models come and go.
  const model = writers.includes(wanted.model) ? wanted.model : (writers[0] ?? "");
  const settings = { ...wanted, model };
  // Held here, so that a look at another screen does not end it.
  const conversation = useConversation(settings, models.understands !== null);
  if (screen === "chat")
    return (
      <Chat conversation={conversation} writers={writers} settings={settings} change={change} />
    );
  if (screen === "try")
    return (
      <Try
        writers={writers}
        classifiers={namesOf(models, "classify")}
        answerers={namesOf(models, "answer")}
      />
    );
  if (screen === "skills") return <SkillsScreen open={inner} />;
  if (screen === "knowledge") return <KnowledgeScreen />;
  if (screen === "desk") return <DeskScreen open={models.builds} />;
  if (screen === "about") return <AboutScreen />;
  if (screen === "learned") return <LearnedScreen writers={writers} />;
  if (screen === "audit") return <AuditScreen />;
  if (screen === "build") return <BuildScreen reload={reload} />;
  return <ModelsScreen models={models} reload={reload} />;
}

// Whether there is something that the person was never asked; null until that is known.
function useWelcome(ready: boolean): [boolean | null, () => void] {
  const [open, setOpen] = useState<boolean | null>(null);
  useEffect(() => {
    if (!ready || open !== null) return;
    if (wasPutOff()) return setOpen(false);
    getConsents().then(
      (all) => setOpen(all.some(({ state }) => state === "open")),
      () => setOpen(false), // the screens that need it say what is wrong
    );
  }, [ready, open]);
  return [open, () => setOpen(false)];
}

export function App() {
  const [language, choose] = useLanguageChoice();
  const [models, setModels] = useState<Models | null>(null);
  const [error, setError] = useState<unknown>(null);
  const t = texts[language];

  const load = () => {
    setError(null);
    getModels().then(setModels, setError);
  };
  useEffect(load, []);

  const offered: Screen[] = [];
  if (models && namesOf(models, "write").length > 0) offered.push("chat");
  if (models && ["write", "classify", "answer"].some((can) => namesOf(models, can).length > 0))
    offered.push("try");
  if (models) offered.push("skills", "knowledge", "desk");
  if (models?.builds) offered.push("build");
  if (models) offered.push("models", "about");
  if (models && namesOf(models, "write").length > 0) offered.push("learned");
  if (models) offered.push("audit");
  const [screen, inner] = useScreen(offered);
  const [welcome, endWelcome] = useWelcome(models !== null);
  useEffect(() => {
    document.title = models ? `${t[welcome ? "welcome" : screen]} · ${t.title}` : t.title;
  }, [models, screen, t, welcome]);

  const locked = error instanceof ApiError && error.status === 401;
  const skip = (event: Event) => {
    event.preventDefault();
    document.getElementById("main")?.focus();
  };
  return (
    <TextsContext.Provider value={t}>
      <a class="skip" href="#main" onClick={skip}>
        {t.skip}
      </a>
      <Header
        offered={offered}
        screen={welcome ? null : screen}
        language={language}
        choose={choose}
        go={endWelcome}
      />
      <main id="main" tabIndex={-1}>
        {welcome && <Welcome done={endWelcome} />}
        {models && welcome === false && (
          <Screens models={models} screen={screen} inner={inner} reload={load} />
        )}
        {(!models || welcome === null) && error === null && (
          <p class="notice" role="status">
            {t.loading}
          </p>
        )}
        {locked && <KeyForm unlock={load} />}
        {error !== null && !locked && (
          <div class="notice" role="alert">
            <p>{explain(error, t)}</p>
            <button type="button" class="primary" onClick={load}>
              {t.again}
            </button>
          </div>
        )}
      </main>
    </TextsContext.Provider>
  );
}
