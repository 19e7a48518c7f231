// The world of the character that can be tried: a house with a hall, a garden and a cellar. Knows nothing of models: it says what
// can be done now, and does what it is told.
import type { Language } from "./texts";

type Place = "hall" | "garden" | "cellar";
interface Called {
  name: string;
  words?: string[]; // other words for it
  looks?: string;
}
export interface House {
  at: Place;
  opened: string[];
  carried: string[];
  lies: Record<string, string>; // where each thing is: a place, or "chest"
  unlocked: boolean;
  won: boolean;
}
export interface Action {
  name: string;
  objects: string[];
}

export const kNewHouse: House = {
  at: "hall",
  opened: [],
  carried: [],
  lies: { key: "chest", rose: "garden", crown: "cellar" },
  unlocked: false,
  won: false,
};

const kThings: Record<Language, Record<string, Called>> = {
  en: {
    chest: { name: "treasure chest", words: ["box"], looks: "Iron bands, no lock." },
    hatch: { name: "hatch", words: ["trapdoor", "cellar door"], looks: "A hatch with a brass lock." },
    key: { name: "brass key", words: ["key"], looks: "It is warm to the touch." },
    rose: { name: "dried rose", words: ["flower"], looks: "It fell apart long ago." },
    crown: { name: "silver crown", words: ["crown"], looks: "Small, plain and very old." },
    well: { name: "well", looks: "Deep and dry." },
    hall: { name: "hall", words: ["inside", "back", "house"] },
    garden: { name: "garden", words: ["outside", "out"] },
    cellar: { name: "cellar", words: ["down", "basement"] },
  },
  ko: {
    chest: { name: "보물 상자", words: ["상자", "궤짝"], looks: "쇠테를 두른 상자입니다. 자물쇠는 없습니다." },
    hatch: { name: "뚜껑문", words: ["바닥문", "문"], looks: "놋쇠 자물쇠가 달린 뚜껑문입니다." },
    key: { name: "놋쇠 열쇠", words: ["열쇠"], looks: "만지면 따뜻합니다." },
    rose: { name: "마른 장미", words: ["장미", "꽃"], looks: "오래전에 말라 버렸습니다." },
    crown: { name: "은 왕관", words: ["왕관"], looks: "작고 수수하며 아주 오래되었습니다." },
    well: { name: "우물", looks: "깊고 말라 있습니다." },
    hall: { name: "홀", words: ["안", "집"] },
    garden: { name: "정원", words: ["밖", "바깥"] },
    cellar: { name: "지하실", words: ["아래", "지하"] },
  },
};
const kVerbs: Record<Language, Record<string, string[]>> = {
  en: {
    open: ["lift"],
    close: ["shut"],
    unlock: ["use the key"],
    take: ["pick up", "grab", "fetch", "get"],
    give: ["hand", "hand over", "pass"],
    go: ["walk", "head", "enter"],
    examine: ["look at", "inspect"],
    wait: ["stay", "stop"],
  },
  ko: {
    open: ["열", "여"],
    close: ["닫"],
    unlock: ["잠금", "자물쇠", "따"],
    take: ["집", "가져", "챙겨", "주워"],
    give: ["건네", "내놔", "줘", "주세요", "주"],
    go: ["가", "들어가", "나가", "내려가"],
    examine: ["살펴", "봐", "보"],
    wait: ["기다", "가만"],
  },
};
const kSaid = {
  en: {
    hall: "A dusty hall. There are a treasure chest and a hatch in the floor",
    garden: "A moonlit garden. There is a well",
    cellar: "A cold cellar",
    here: ", and here lies: ",
    carries: " Mara carries: ",
    open: "It opens.",
    close: "It shuts.",
    unlock: "The brass key turns. The hatch can be opened now.",
    take: "Mara has it now.",
    give: "You look at it and put it down.",
    won: "The crown is yours. You have won!",
    wait: "Time passes.",
  },
  ko: {
    hall: "먼지 쌓인 홀입니다. 보물 상자와 바닥의 뚜껑문이 있습니다",
    garden: "달빛 비치는 정원입니다. 우물이 있습니다",
    cellar: "서늘한 지하실입니다",
    here: ". 여기 놓인 것: ",
    carries: " 마라가 가진 것: ",
    open: "열렸습니다.",
    close: "닫혔습니다.",
    unlock: "놋쇠 열쇠가 돌아갑니다. 이제 뚜껑문을 열 수 있습니다.",
    take: "이제 마라가 가지고 있습니다.",
    give: "살펴본 뒤 내려놓습니다.",
    won: "왕관을 얻었습니다. 이겼습니다!",
    wait: "시간이 흐릅니다.",
  },
};

const isHere = (house: House, place: string) =>
  place === house.at || (place === "chest" && house.at === "hall" && house.opened.includes("chest"));
const lying = (house: House) => Object.keys(house.lies).filter((thing) => isHere(house, house.lies[thing] ?? ""));

const nameOf = (id: string, language: Language) => kThings[language][id]?.name ?? id;

export function sceneOf(house: House, language: Language): string {
  const t = kSaid[language];
  const names = (ids: string[]) => ids.map((id) => nameOf(id, language)).join(", ");
  const here = lying(house);
  return (
    t[house.at] +
    (here.length > 0 ? t.here + names(here) : "") +
    "." +
    (house.carried.length > 0 ? `${t.carries}${names(house.carried)}.` : "")
  );
}

// What can be done now, as the server takes it.
export function viewOf(house: House, language: Language) {
  const things = kThings[language];
  const inHall = house.at === "hall";
  const isOpen = (id: string) => house.opened.includes(id);
  const here = lying(house);
  const can: Record<string, string[]> = {
    open: inHall ? ["chest", ...(house.unlocked ? ["hatch"] : [])].filter((id) => !isOpen(id)) : [],
    close: inHall ? house.opened : [],
    unlock: inHall && !house.unlocked && house.carried.includes("key") ? ["hatch"] : [],
    take: here,
    give: house.carried,
    go: inHall ? ["garden", ...(isOpen("hatch") ? ["cellar"] : [])] : ["hall"],
    examine: [...(inHall ? ["chest", "hatch"] : house.at === "garden" ? ["well"] : []), ...here],
  };
  return {
    scene: sceneOf(house, language),
    things: Object.values(things).map(({ name, words = [] }) => ({ name, words })),
    actions: [
      ...Object.entries(can)
        .filter(([, ids]) => ids.length > 0)
        .map(([name, ids]) => ({
          name,
          words: kVerbs[language][name],
          objects: ids.map((id) => nameOf(id, language)),
        })),
      { name: "wait", words: kVerbs[language].wait },
    ],
  };
}

// What happens, and the house afterwards.
export function act(house: House, action: Action, language: Language): { house: House; says: string } {
  const t = kSaid[language];
  const id = Object.keys(kThings[language]).find((one) => nameOf(one, language) === action.objects[0]) ?? "";
  const without = (all: string[]) => all.filter((one) => one !== id);
  const now = { ...house, lies: { ...house.lies } };
  switch (action.name) {
    case "open":
      now.opened = [...house.opened, id];
      return { house: now, says: t.open };
    case "close":
      now.opened = without(house.opened);
      return { house: now, says: t.close };
    case "unlock":
      now.unlocked = true;
      return { house: now, says: t.unlock };
    case "go":
      now.at = id as Place;
      return { house: now, says: sceneOf(now, language) };
    case "take":
      delete now.lies[id];
      now.carried = [...house.carried, id];
      return { house: now, says: t.take };
    case "give":
      now.carried = without(house.carried);
      now.won = id === "crown";
      if (!now.won) now.lies[id] = house.at;
      return { house: now, says: now.won ? t.won : t.give };
    case "examine":
      return { house, says: kThings[language][id]?.looks ?? t.wait };
    default:
      return { house, says: t.wait };
  }
}
