// The words of the screen "You" and of the first question, in both languages. Part of texts.ts.
const number = (n: number) => n.toLocaleString("en-US");
const many = (n: number, one: string, more: string) => `${number(n)} ${n === 1 ? one : more}`;

export const aboutEn = {
  about: "You",
  aboutTitle: "What I know about you",
  aboutHint:
    "Only what you said or wrote, encrypted on this machine. You can put it right, delete it, or take all of it with you.",

  // Facts
  facts: "Facts",
  noFacts: "Nothing yet.",
  addFact: "Something I should know",
  addFactExample: "I live in Busan.",
  remember: "Remember it",
  rememberWhy: "To remember anything about you, I need your word first.",
  remembered: "I will remember that.",
  notRemembered: "It was not kept: remembering is not granted.",
  searchFacts: "Find",
  allFacts: "Show all",
  nothingLike: "Nothing I know is like that.",
  confirmedOn: (when: string) => `confirmed by you, ${when}`,
  sourceOf: (source: string): string =>
    source === "said"
      ? "you said it"
      : source === "page"
        ? "you wrote it here"
        : source.startsWith("import:")
          ? `from ${source.slice("import:".length)}`
          : source,
  sure: (share: number) => `${Math.round(100 * share)}% sure`,
  timesSaid: (n: number) => `said ${number(n)} times`,
  notUsed: "kept, but not used: you withdrew this",
  confirmFact: "That is right",
  confirmThis: (text: string) => `That is right: ${text}`,
  editFact: "Put right…",
  editThis: (text: string) => `Put right: ${text}`,
  newText: "What is right",
  saveFact: "Save",
  deleteFact: "Delete",
  deleteThis: (text: string) => `Delete: ${text}`,
  deleteSure: (earlier: number) =>
    earlier > 0
      ? `Delete this and ${many(earlier, "earlier version", "earlier versions")}, everywhere in the vault and its backups?`
      : "Delete this everywhere in the vault and its backups?",
  deleteIt: "Delete it",
  earlier: (n: number) => many(n, "earlier version", "earlier versions"),
  noLonger: "What holds no longer",

  // Taking it along
  takeTitle: "Take it with you",
  takeHint: "All of it: what I know, what you decided, what was done. The files are not encrypted.",
  takePage: "As a page to read",
  takeJson: "As JSON",
  vaultTitle: "Where it lies",
  vaultFacts: (size: string, memories: number, lessons: number, events: number) =>
    `${size}, encrypted: ${many(memories, "fact", "facts")}, ${many(lessons, "lesson", "lessons")}, ${many(events, "event", "events")}.`,
  checkVault: "Check it",
  vaultGood: "All of it can be read, and the record is whole.",
  vaultBad: "It is damaged. `tinybrain vault restore` brings the newest backup back.",
  backUp: "Make a backup",
  backedUp: (file: string) => `Backup, encrypted: ${file}`,

  // Forgetting
  eraseTitle: "Forget",
  eraseHint:
    "Facts, lessons and events, what the audit says of them, and the backups. Documents, desks and builds have screens of their own.",
  eraseWhat: "What shall be forgotten?",
  eraseTopic: "A topic",
  eraseTopicHint: "All that contains these words",
  eraseTopicExample: "my landlord",
  eraseTime: "A time",
  eraseFrom: "From",
  eraseTo: "To, with that day",
  erasePurpose: "A purpose",
  eraseAll: "Everything",
  eraseNow: "Forget…",
  eraseSure: "This cannot be undone. You get a signed receipt.",
  eraseIt: "Forget it now",

  // Receipts
  receiptTitle: "Receipt",
  receiptRemoved: (memories: number, lessons: number, events: number, audit: number) =>
    `Gone: ${many(memories, "fact", "facts")}, ${many(lessons, "lesson", "lessons")}, ${many(events, "event", "events")}, and what ${many(audit, "entry", "entries")} of the audit said.`,
  receiptVersions: (n: number) =>
    `${many(n, "learned version", "learned versions")} that had seen it ${n === 1 ? "is" : "are"} gone as well.`,
  receiptClean: (texts: number, pages: number, files: number) =>
    `Then I looked for ${many(texts, "text", "texts")} in ${many(pages, "page", "pages")} of the vault and ${many(files, "file", "files")}: nothing is left.`,
  receiptLeft: "Something could not be reached:",
  receiptBackups: (n: number) => `${many(n, "backup was", "backups were")} made anew without it.`,
  keepReceipt: "Keep the receipt",
  checkReceipt: "Check the signature",
  checkAnother: "Check a receipt that you kept",
  receiptOurs: "This vault signed it, and nothing in it was changed.",
  receiptOthers: "The signature is right, but another vault's.",
  receiptBad: "It is not as it was signed.",
  receiptNone: "This is no receipt.",

  // The first question
  welcome: "Welcome",
  welcomeTitle: "What may I keep?",
  welcomeHint:
    "I ask once for each purpose. Nothing is kept before you allow it, nothing leaves this machine without your word, and you can change your mind on the screen “You”. With everything refused, all of it works.",
  allowAll: "Allow all",
  allow: "Allow",
  allowThis: (title: string) => `Allow: ${title}`,
  later: "Ask me later",
  welcomeDone: "Thank you. You can change this at any time.",
  begin: "Begin",
};

export const aboutKo: typeof aboutEn = {
  about: "나에 대해",
  aboutTitle: "나에 대해 알고 있는 것",
  aboutHint:
    "말씀하시거나 쓰신 것만, 이 컴퓨터에 암호화해 둡니다. 고치거나 지우실 수 있고, 모두 가져가실 수도 있습니다.",

  facts: "알고 있는 사실",
  noFacts: "아직 없습니다.",
  addFact: "알아 두었으면 하는 것",
  addFactExample: "저는 부산에 살아요.",
  remember: "기억하기",
  rememberWhy: "무언가를 기억하려면 먼저 허락이 필요합니다.",
  remembered: "기억하겠습니다.",
  notRemembered: "보관하지 않았습니다. 기억을 허락하지 않으셨습니다.",
  searchFacts: "찾기",
  allFacts: "모두 보기",
  nothingLike: "비슷한 것이 없습니다.",
  confirmedOn: (when) => `${when}에 확인해 주심`,
  sourceOf: (source) =>
    source === "said"
      ? "말씀하신 것"
      : source === "page"
        ? "여기에 쓰신 것"
        : source.startsWith("import:")
          ? `${source.slice("import:".length)}에서 가져온 것`
          : source,
  sure: (share) => `확신 ${Math.round(100 * share)}%`,
  timesSaid: (n) => `${number(n)}번 말씀하심`,
  notUsed: "보관하고 있지만 쓰지 않습니다. 동의를 철회하셨습니다",
  confirmFact: "맞아요",
  confirmThis: (text) => `맞아요: ${text}`,
  editFact: "고치기…",
  editThis: (text) => `고치기: ${text}`,
  newText: "맞는 내용",
  saveFact: "저장",
  deleteFact: "지우기",
  deleteThis: (text) => `지우기: ${text}`,
  deleteSure: (earlier) =>
    earlier > 0
      ? `이것과 이전 내용 ${number(earlier)}개를 금고와 백업에서 모두 지울까요?`
      : "금고와 백업에서 모두 지울까요?",
  deleteIt: "지우기",
  earlier: (n) => `이전 내용 ${number(n)}개`,
  noLonger: "이제는 아닌 것",

  takeTitle: "가져가기",
  takeHint: "알고 있는 것, 정하신 것, 한 일의 기록까지 모두입니다. 파일은 암호화되지 않습니다.",
  takePage: "읽기 쉬운 문서로",
  takeJson: "JSON으로",
  vaultTitle: "두는 곳",
  vaultFacts: (size, memories, lessons, events) =>
    `${size}, 암호화됨: 사실 ${number(memories)}개, 배울 거리 ${number(lessons)}개, 사건 ${number(events)}개.`,
  checkVault: "점검하기",
  vaultGood: "모두 읽을 수 있고 기록도 온전합니다.",
  vaultBad: "손상되었습니다. `tinybrain vault restore` 명령으로 최근 백업을 되돌릴 수 있습니다.",
  backUp: "백업 만들기",
  backedUp: (file) => `암호화된 백업: ${file}`,

  eraseTitle: "잊기",
  eraseHint:
    "사실, 배울 거리, 사건, 기록에 남은 내용, 그리고 백업에서 지웁니다. 자료, 상담, 만들기에 있는 것은 그 화면에서 지우실 수 있습니다.",
  eraseWhat: "무엇을 잊을까요?",
  eraseTopic: "주제",
  eraseTopicHint: "이 말이 들어 있는 모든 것",
  eraseTopicExample: "집주인",
  eraseTime: "기간",
  eraseFrom: "시작한 날",
  eraseTo: "끝난 날 (그날 포함)",
  erasePurpose: "목적",
  eraseAll: "전부",
  eraseNow: "잊기…",
  eraseSure: "되돌릴 수 없습니다. 서명된 영수증을 드립니다.",
  eraseIt: "지금 잊기",

  receiptTitle: "영수증",
  receiptRemoved: (memories, lessons, events, audit) =>
    `지운 것: 사실 ${number(memories)}개, 배울 거리 ${number(lessons)}개, 사건 ${number(events)}개, 기록 ${number(audit)}개의 내용.`,
  receiptVersions: (n) => `그 내용에서 배운 버전 ${number(n)}개도 함께 지웠습니다.`,
  receiptClean: (texts, pages, files) =>
    `그런 다음 금고의 ${number(pages)}쪽과 파일 ${number(files)}개에서 글 ${number(texts)}개를 찾아보았고, 남은 것이 없습니다.`,
  receiptLeft: "미치지 못한 곳이 있습니다:",
  receiptBackups: (n) => `백업 ${number(n)}개를 그 내용 없이 새로 만들었습니다.`,
  keepReceipt: "영수증 내려받기",
  checkReceipt: "서명 확인",
  checkAnother: "보관하신 영수증 확인하기",
  receiptOurs: "이 금고가 서명했고 바뀐 것이 없습니다.",
  receiptOthers: "서명은 맞지만 다른 금고의 것입니다.",
  receiptBad: "서명할 때와 다릅니다.",
  receiptNone: "영수증이 아닙니다.",

  welcome: "환영합니다",
  welcomeTitle: "무엇을 보관해도 될까요?",
  welcomeHint:
    "목적마다 한 번씩만 여쭙니다. 허락하시기 전에는 아무것도 보관하지 않고, 말씀 없이는 아무것도 이 컴퓨터 밖으로 나가지 않습니다. ‘나에 대해’ 화면에서 언제든 바꾸실 수 있고, 모두 거절하셔도 모든 기능이 작동합니다.",
  allowAll: "모두 허락",
  allow: "허락",
  allowThis: (title) => `허락: ${title}`,
  later: "나중에",
  welcomeDone: "고맙습니다. 언제든 바꾸실 수 있습니다.",
  begin: "시작하기",
};
