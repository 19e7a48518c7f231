// The words of the screen "Skills", in both languages. Part of texts.ts. What results hold is named in texts_members.ts.
import {
  argumentHintsKo,
  membersEn,
  membersKo,
  skillNamesEn,
  skillNamesKo,
  toolNamesKo,
  valuesEn,
  valuesKo,
  weekdaysEn,
  weekdaysKo,
} from "./texts_members";
import type { Value } from "./skills_api";
import type { Language } from "./texts";

const kYear = 366 * 86400; // seconds

// "from_baskets" as "From baskets".
const plain = (name: string) => {
  const words = name.replace(/_/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
// A text of data is shown as it is; only single words such as "buy" have names.
const isWord = (text: string) => /^[A-Za-z][A-Za-z_-]*$/.test(text);

const named = (names: Record<string, string>) => (name: string) =>
  names[name] ?? (/^[a-z0-9_]+$/.test(name) ? plain(name) : name);
const valued = (names: Record<string, string>) => (value: string) =>
  isWord(value) ? (names[value] ?? names[value.toLowerCase()] ?? value.replace(/_/g, " ")) : value;

const number = (n: number, digits = 0) =>
  n.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
// As many digits as a person reads; years as they are.
const figure = (n: number, name = "") => {
  if (/year/.test(name)) return String(n);
  if (Number.isInteger(n)) return number(n);
  const size = Math.abs(n);
  return number(n, size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : Math.min(6, 2 - Math.floor(Math.log10(size))));
};
const plainValue =
  (word: (value: string) => string, yes: string, no: string) =>
  (value: Value, name: string): string => {
    if (value === null || value === "") return "–";
    if (typeof value === "boolean") return value ? yes : no;
    if (typeof value === "number") return figure(value, name);
    return typeof value === "string" ? word(value) : JSON.stringify(value);
  };
const signed = (n: number) => `${n > 0 ? "+" : n < 0 ? "−" : ""}${figure(Math.abs(n))}`;
const percent = (share: number) => `${number(100 * share, share > 0 && share < 0.01 ? 1 : 0)}%`;

const dated = (locale: string) => ({
  dateText: (text: string) => {
    const date = new Date(text.length <= 10 ? text : `${text.replace(" ", "T").slice(0, 16)}Z`);
    return date.toLocaleString(locale, {
      timeZone: "UTC",
      year: "numeric",
      month: "short",
      ...(text.length > 7 && { day: "numeric" }),
      ...(text.length > 10 && { hour: "2-digit", minute: "2-digit" }),
    } as Intl.DateTimeFormatOptions);
  },
  // On an axis as long as `spread`, in seconds.
  tickDate: (seconds: number, spread: number) =>
    new Date(1000 * seconds).toLocaleDateString(locale, {
      timeZone: "UTC",
      ...(spread > 3 * kYear
        ? { year: "numeric" }
        : spread > kYear / 2
          ? { year: "2-digit", month: "short" }
          : { month: "short", day: "numeric" }),
    }),
});

export const skillsEn = {
  ...dated("en-US"),
  code: "en" as Language,
  skills: "Skills",
  skillsTitle: "What it can do for you",
  skillsHint:
    "Each skill works at once on sample data. Your own files stay on this machine and are not kept.",
  noSkills: "There are no skills here. They lie in the folder skills/ beside the programs.",
  allSkills: "All skills",
  sampleData: "Sample data",
  ownData: "Your files",
  toolsOf: "What it does",
  skillBroken: (why: string) => `It cannot be opened: ${why}`,
  skillName: (name: string) => skillNamesEn[name] ?? plain(name),
  toolName: (name: string, _: string) => plain(name),
  memberName: named(membersEn),
  valueName: valued(valuesEn),
  dayName: (day: string) => weekdaysEn[day.toLowerCase()] ?? (/^\d{1,3}$/.test(day) ? `Day ${day}` : dayOr(day, "en-US")),
  argumentHint: (_: string, __: string, description: string) => description,

  // Asking in words
  askSkillsTitle: "Ask in your own words",
  askSkillsExamples: ["plan my week", "put an outfit together for work", "which exercise next"],
  nothingFits: "No skill does that.",
  onlyTalk: "That is talk, not a task for a skill. The chat takes it.",
  sayAlso: "Still to be said; add it to your request:",

  // A game character
  characterAbout: "Mara walks through an old house for you. Say in your own words what she should do.",
  characterHint:
    "Mara walks through an old house for you. Say in your own words what she should do, and get the crown. She can only do what is possible there.",
  characterScene: "Where she is",
  characterSetting: "Night, in an old house.",
  characterName: "Mara",
  characterPersona: { name: "Mara", about: "You know this old house well. You are calm, kind and speak briefly." },
  characterPhrases: {
    open: "I open the {0}.", close: "I shut the {0}.", take: "I have the {0}.", give: "The {0} is yours.",
    go: "To the {0}, then.", unlock: "The key fits.", examine: "Let me see the {0}.", wait: "I wait.",
    talk: "What shall I do?",
  },
  characterExamples: ["open that treasure chest over there", "grab the key", "who are you?"],
  sayToCharacter: "Say to Mara",
  fixedPhrases: "She speaks in fixed phrases, not in the model's words",
  playAgain: "Begin again",
  onlySaid: "She only talks.",
  verbName: (verb: string) => plain(verb),
  whoDecided: (action: string, line: string, first: number, all: number) =>
    `Action by ${action === "model" ? "the model" : action === "words" ? "your words" : "your words and the model"} after ${figure(first)} ms, line by ${line === "phrase" ? "a phrase" : "the model"} after ${figure(all)} ms`,

  // The form
  requiredField: "(needed)",
  notSaid: "Not said",
  oneALine: "one a line",
  examplesToTry: "Examples",
  moreArguments: (n: number) => (n === 1 ? "1 more choice" : `${number(n)} more choices`),
  tryOnSample: "Try it on sample data",
  runTool: "Run it",
  working: "Working on it…",
  notJsonField: "This is not JSON.",
  notNumberField: "This is not a number.",
  ownFiles: "Use my own files",
  ownFilesHint: "They take the place of the sample, go to this machine's server with each request, and are not kept.",
  readsFiles: (names: string) => `It reads: ${names}.`,
  ownKinds: "CSV, JSON, text. Several at once are fine.",
  ownTooLarge: "Together they are larger than 7.5 MB.",

  // Results
  resultOf: (tool: string) => `Result: ${tool}`,
  howItCame: "How it came to that",
  nothingThere: "Nothing.",
  details: "More about it",
  moreRows: (n: number) => `and ${number(n)} more`,
  asTable: (name: string) => `${name} as a table`,
  plainValue: plainValue(valued(valuesEn), "yes", "no"),
  figure,
  signedFigure: signed,
  percent,
  bandOf: "with the range it likely lies in",
  seriesSays: (name: string, n: number, first: number, last: number) =>
    `${name}: ${number(n)} points, from ${figure(first)} to ${figure(last)}.`,
  priceNow: (price: string) => `${price} now`,
  howItDid: "How such advice did in the past, and all figures",
  outfitNumber: (n: number) => `Outfit ${n}`,
  youHave: "you have it",
  whyThis: "Why this one",
  together: (price: string) => `${price} together`,
  forAndAgainst: "What speaks for it and against it",
  scaleSays: (chance: number, below: number, from: number) =>
    `Chance ${percent(chance)}. Below ${percent(below)} it is refused, from ${percent(from)} on approved; in between a person decides.`,
  casesWaiting: (n: number) => (n === 0 ? "No case waits for a person." : n === 1 ? "1 case waits for a person." : `${number(n)} cases wait for a person.`),
  caseNamed: (name: string, when: string) => `Case ${name}, ${when}`,
  chanceOf: (chance: number) => `Chance that it goes well: ${percent(chance)}`,
  reviewBy: "Who decides",
  reviewNote: "Why",
  callNumber: (name: string, line: string) => `Call ${name}: ${line}`,
};

function dayOr(day: string, locale: string): string {
  if (!/^\d{4}-\d{2}-\d{2}/.test(day)) return day;
  return new Date(day.slice(0, 10)).toLocaleDateString(locale, {
    timeZone: "UTC",
    month: "short",
    day: "numeric",
    weekday: "short",
  });
}

export const skillsKo: typeof skillsEn = {
  ...dated("ko-KR"),
  code: "ko",
  skills: "스킬",
  skillsTitle: "이런 일을 도와 드립니다",
  skillsHint: "모든 스킬을 예제 데이터로 바로 써 보실 수 있습니다. 직접 고르신 파일은 이 컴퓨터 안에서만 쓰고 보관하지 않습니다.",
  noSkills: "아직 스킬이 없습니다. 스킬은 프로그램 옆의 skills/ 폴더에 있습니다.",
  allSkills: "모든 스킬",
  sampleData: "예제 데이터",
  ownData: "내 파일",
  toolsOf: "할 수 있는 일",
  skillBroken: (why) => `열 수 없습니다: ${why}`,
  skillName: (name) => skillNamesKo[name] ?? plain(name),
  toolName: (name, skill) => toolNamesKo[`${skill} ${name}`] ?? toolNamesKo[name] ?? plain(name),
  memberName: named(membersKo),
  valueName: valued(valuesKo),
  dayName: (day) => weekdaysKo[day.toLowerCase()] ?? (/^\d{1,3}$/.test(day) ? `${day}일째` : dayOr(day, "ko-KR")),
  argumentHint: (name, skill, description) =>
    argumentHintsKo[`${skill} ${name}`] ?? argumentHintsKo[name] ?? description,

  askSkillsTitle: "말로 부탁하기",
  askSkillsExamples: ["이번 주 운동 계획 짜 줘", "흰 셔츠에 어울리는 옷 골라 줘", "다음에 풀 문제 알려 줘"],
  nothingFits: "이 일을 하는 스킬이 없습니다.",
  onlyTalk: "스킬이 할 일이 아니라 이야기입니다. 대화 화면에서 이어 가 주세요.",
  sayAlso: "더 말씀해 주셔야 할 것이 있습니다. 부탁에 덧붙여 주세요:",

  characterAbout: "마라가 오래된 집 안을 대신 돌아다닙니다. 무엇을 할지 편하게 말씀해 보세요.",
  characterHint:
    "마라가 오래된 집 안을 대신 돌아다닙니다. 무엇을 할지 편하게 말씀하시고 왕관을 찾아보세요. 마라는 그곳에서 할 수 있는 일만 합니다.",
  characterScene: "마라가 있는 곳",
  characterSetting: "밤, 오래된 집.",
  characterName: "마라",
  characterPersona: { name: "마라", about: "오래된 집을 잘 아는 침착한 길잡이입니다. 짧고 공손하게 말합니다." },
  characterPhrases: {
    open: "{0:을} 열게요.", close: "{0:을} 닫을게요.", take: "{0:을} 챙겼어요.", give: "{0:을} 드릴게요.",
    go: "{0:으로} 가요.", unlock: "열쇠가 맞네요.", examine: "{0:을} 살펴볼게요.", wait: "기다릴게요.",
    talk: "무엇을 할까요?",
  },
  characterExamples: ["저기 보물 상자 좀 열어 봐", "열쇠 챙겨 줘", "당신은 누구인가요?"],
  sayToCharacter: "마라에게 할 말",
  fixedPhrases: "모델이 지어내지 않고 정해진 말로 이야기하기",
  playAgain: "처음부터 다시",
  onlySaid: "이야기만 합니다.",
  verbName: (verb) =>
    ({ open: "열기", close: "닫기", unlock: "잠금 풀기", take: "챙기기", give: "건네기", go: "가기", examine: "살피기", wait: "기다리기" })[verb] ?? verb,
  whoDecided: (action, line, first, all) =>
    `행동은 ${action === "model" ? "모델이" : action === "words" ? "하신 말씀으로" : "하신 말씀과 모델이"} ${figure(first)} ms 만에, 대사는 ${line === "phrase" ? "정해진 말로" : "모델이"} ${figure(all)} ms 만에 정했습니다`,

  requiredField: "(필수)",
  notSaid: "정하지 않음",
  oneALine: "한 줄에 하나씩",
  examplesToTry: "예시",
  moreArguments: (n) => `더 정하기 (${number(n)}개)`,
  tryOnSample: "예제 데이터로 해 보기",
  runTool: "실행",
  working: "처리하고 있습니다…",
  notJsonField: "올바른 JSON이 아닙니다.",
  notNumberField: "숫자가 아닙니다.",
  ownFiles: "내 파일로 하기",
  ownFilesHint: "예제 데이터 대신 쓰입니다. 요청할 때마다 이 컴퓨터의 서버로만 보내고 보관하지 않습니다.",
  readsFiles: (names) => `읽는 파일: ${names}.`,
  ownKinds: "CSV, JSON, 텍스트. 여러 개를 한 번에 고르실 수 있습니다.",
  ownTooLarge: "모두 합쳐 7.5 MB를 넘습니다.",

  resultOf: (tool) => `결과: ${tool}`,
  howItCame: "이렇게 나온 까닭",
  nothingThere: "없습니다.",
  details: "자세히",
  moreRows: (n) => `그 밖에 ${number(n)}개`,
  asTable: (name) => `${name}: 표로 보기`,
  plainValue: plainValue(valued(valuesKo), "예", "아니요"),
  figure,
  signedFigure: signed,
  percent,
  bandOf: "예상 범위와 함께",
  seriesSays: (name, n, first, last) =>
    `${name}: 점 ${number(n)}개, ${figure(first)}에서 ${figure(last)}까지.`,
  priceNow: (price) => `현재 ${price}`,
  howItDid: "이런 조언의 과거 성적과 모든 수치",
  outfitNumber: (n) => `코디 ${n}`,
  youHave: "가지고 계신 것",
  whyThis: "고른 까닭",
  together: (price) => `합계 ${price}`,
  forAndAgainst: "유리한 점과 불리한 점",
  scaleSays: (chance, below, from) =>
    `확률 ${percent(chance)}. ${percent(below)}보다 낮으면 거절, ${percent(from)} 이상이면 승인하고 그 사이는 사람이 정합니다.`,
  casesWaiting: (n) => (n === 0 ? "사람의 결정을 기다리는 건이 없습니다." : `${number(n)}건이 사람의 결정을 기다리고 있습니다.`),
  caseNamed: (name, when) => `${name} 건, ${when}`,
  chanceOf: (chance) => `잘 갚을 확률 ${percent(chance)}`,
  reviewBy: "결정하는 사람",
  reviewNote: "까닭",
  callNumber: (name, line) => `${name} 전화 걸기: ${line}`,
};
