// Names, in both languages, of what skills take and give: members of results, arguments, and words that stand as values. Where
// English has no entry the member's own name is shown: "from_baskets" as "From baskets".
type Names = Record<string, string>;

export const skillNamesEn: Names = { code: "Programs", npc: "Game characters", loan: "Loan screening", patient: "Patient notes", shop: "Shopping" };
export const skillNamesKo: Names = {
  coach: "코치", code: "프로그램", shop: "쇼핑", curator: "큐레이터", loan: "대출 심사", patient: "환자 기록", npc: "게임 캐릭터", tutor: "학습 도우미",
};

// Of a skill's own where a name means something else there.
export const toolNamesKo: Names = {
  suggest: "함께 살 상품", outfit: "코디", match: "어울림 보기", search: "찾기", price_watch: "가격 보기", notifications: "알림",
  feed: "피드", observe: "반응 남기기", summarize: "요약", why: "까닭 보기", train: "학습시키기", decide: "신청 심사", report: "성능 보고",
  queue: "대기 목록", review: "사람의 결정", "tutor review": "복습 간격", sort: "증상 분류", flags: "응급 신호", find: "찾기",
  crisis: "위기 확인", people: "기록 목록", trends: "추세", forecast: "예측", zones: "심박수 구간", load: "운동 부하", plan_week: "주간 계획",
  meals: "식단", recipes: "요리", shopping_list: "장보기 목록", stress: "긴장 정도", guide: "호흡과 명상", mastery: "실력 지도",
  next_exercise: "다음 문제", review_due: "복습할 카드", hint: "힌트", check: "풀이 확인", solve: "계산", explain: "설명", ask: "질문",
  correct: "문장 교정", vocabulary: "낱말 카드", talk: "대화 연습", outlook: "합격 전망",
  complete: "이어 쓰기", find_bug: "버그 찾기", fix: "고치기", write: "새로 쓰기", test: "테스트", style: "스타일 검사",
};

export const membersEn: Names = {
  id: "ID", kcal: "kcal", auc: "AUC", score: "Fit", do: "Advice", smallest_change: "The smallest change that turns it",
  how_high: "How high it is", from_baskets: "By baskets", from_names: "By names", found: "Found", crisis: "Help, now",
  every_days: "Every … days", since_days: "Days since", error_of_same: "Error of “as today”",
};
export const membersKo: Names = {
  // What is asked
  basket: "장바구니", customer: "고객", most: "개수", now: "지금", skip_unknown: "모르는 상품 건너뛰기", items: "상품", occasion: "용도",
  season: "계절", gender: "성별", budget: "예산", item: "상품", other: "다른 상품", words: "찾는 말", at_most: "최고 가격",
  within_days: "기다릴 수 있는 날수", level: "구간에 담을 비율", as_of: "기준일", wishes: "희망 가격", told: "이미 알린 것",
  quiet_from: "조용한 시간 시작", quiet_to: "조용한 시간 끝", most_a_day: "하루 최대 개수", table: "표", target: "결과 열", good: "좋은 결과",
  protected: "집단 열", use_protected: "집단 열도 입력으로 쓰기", leave_out: "뺄 열", text_columns: "글로 된 열", actionable: "바꿀 수 있는 열", mitigation: "격차 줄이는 방법",
  aim: "맞출 것", costs: "틀렸을 때의 비용", coverage: "사람 없이 정할 범위", model: "모델", seed: "난수 씨앗", screening: "심사 파일",
  values: "신청 내용", case: "신청 이름", refusals_to_human: "거절은 사람에게", limit: "최대 개수", number: "번호", decision: "결정",
  by: "결정한 사람", note: "메모", context: "상황", dial: "다양성 다이얼", event: "사건", events: "사건", explore: "새로운 것 섞기",
  key: "이름", kind: "종류", length: "길이", seen_too: "본 것도 포함", text: "글", turns: "차례", about: "대상", days: "날수",
  calories: "하루 열량", allergies: "알레르기", diet: "식단 제한", avoid: "피할 것", like: "좋아하는 것", query: "찾는 말", goal: "목표",
  measure: "항목", person: "사람", minutes: "시간(분)", question: "질문",
  program: "프로그램", task: "할 일", tests: "테스트", test_file: "테스트 파일", examples: "예제를 테스트로", run: "샌드박스에서 실행",
  code_language: "프로그래밍 언어", rounds: "제안 횟수", columns: "한 줄의 글자 수", before: "앞의 코드", after: "뒤의 코드", stops: "멈출 글",
  temperature: "온도",
  // What is given
  name: "이름", title: "제목", reason: "이유", reasons: "이유", because: "까닭", why: "까닭", score: "점수", price: "가격", suggestions: "추천",
  again: "다시 살 때", purchase: "구매", on: "날짜", unknown: "모르는 것", with: "함께", from_baskets: "장바구니로 본 점수", from_names: "이름으로 본 점수",
  times: "횟수", every_days: "주기(일)", since_days: "지난 날수", due: "살 때가 됨", have: "가지고 계신 것", outfits: "코디", slot: "부위", type: "종류",
  colour: "색", colours: "색의 어울림", usage: "용도", found: "찾은 것", history: "가격 기록", forecast: "예측", advice: "조언", date: "날짜",
  low: "하한", high: "상한", past: "과거 성적", forecasts: "예측 횟수", error: "오차", error_of_same: "그대로라고 봤을 때의 오차",
  with_interval: "구간 있는 예측", inside: "구간에 든 비율", do: "조언", until: "기한", expected_saving: "예상 절약", record: "과거 기록",
  cases: "건수", waits: "기다린 횟수", wait_saved: "기다려 아낀 비율", wait_saved_low: "적어도 아낀 비율",
  rule_against_random: "아무 때나 사는 것과 비교", now_against_random: "바로 살 때", best_against_random: "가장 좋았을 때", currency: "통화",
  how_high: "가격 수준", queue: "알림", at: "시각", held: "미룬 까닭", sample: "예제", trace: "거친 과정", who: "누가", did: "한 일",
  chance: "확률", lines: "기준", refuse_below: "거절 기준", approve_from: "승인 기준", smallest_change: "결정을 바꾸는 가장 작은 변화",
  changes: "바꿀 것", from: "지금", to: "바꾼 값", missing: "빠진 값", column: "열", value: "값", effect: "영향", logged: "기록",
  hash: "해시", waiting: "기다리는 건수", card: "설명", rows: "행", rows_read: "읽은 행", auc: "AUC", accuracy: "정확도", interval: "95% 구간",
  calibration_error: "보정 오차", groups: "집단", group: "집단", gap: "격차", variants: "방법별 결과", in_use: "사용 중", alone: "사람 없이 정한 것",
  feed: "피드", fresh: "새로움", taste: "취향", topics: "주제 수", distance: "서로 다른 정도", beyond: "처음 보는 주제 비율", beyond_usual: "평소와 다른 것",
  tags: "주제", creator: "만든 사람", width: "다양성", crisis: "지금 도움이 필요하신가요?", region: "지역", day: "날", meals: "식사",
  kcal: "열량(kcal)", recipes: "요리", ingredients: "재료", directions: "만드는 법", grams: "그램", servings: "인분", portions: "분량", name_ko: "한국어 이름",
  left_out: "뺀 것", holds: "들어 있는 것", avoided: "피한 것", considered: "살펴본 것", total: "합계", version: "버전", summary: "요약",
  mean: "평균", median: "중앙값", week: "주", month: "달", year: "해", time: "시각", trend: "추세", slope: "기울기", share: "비율",
  mastery: "숙달도", concept: "개념", next: "다음", answer: "답", steps: "풀이", right: "맞음", wrong: "틀림",
  learner: "학습자", answers: "답한 횟수", known: "익힘", skills: "단원", skill: "단원", exercise: "문제", waits_for: "먼저 배울 것",
  gain_per_minute: "분당 향상", corrected: "고친 글", edits: "고친 곳", was: "쓴 글", rule: "규칙", text_language: "글의 언어",
  equations: "등식", equation: "식", equations_hold: "등식이 모두 맞음", front: "앞면", back: "뒷면",
  retrievability: "기억날 확률", stability: "안정도(일)", difficulty: "어려움", reps: "반복", lapses: "잊은 횟수", wanted: "목표 확률", expression: "식",
  result: "결과", practise: "연습할 언어", asked: "이미 물은 것", step: "단계", half_life: "반감기", weights: "가중치", new: "새로움", word: "낱말",
  fields: "항목", intensity: "강도", most_minutes_this_week: "이번 주 최대 시간(분)", current_minutes: "지금까지의 시간(분)", hardest_allowed: "가장 높은 강도",
  hint: "조언", acute: "최근 1주", chronic: "최근 4주", ratio: "비율", zones: "구간", zone: "구간", person_mean: "평소 평균", yesterday: "전날",
  measures: "항목", series: "날짜별 값", weekdays: "요일", recent: "최근", says: "설명", sleep: "수면(분)",
  active_minutes: "활동 시간(분)", weight: "몸무게", resting_heart_rate: "안정 심박수", max_heart_rate: "최대 심박수", hrv: "심박 변이", age: "나이",
  limits: "몸의 제한", allergens: "알레르기 재료", people: "사람", files: "파일", heart_rate_readings: "심박수 기록", first: "첫날", last: "마지막 날",
  pulse: "맥박", used: "쓴 것", usual: "평소", deviations: "평소와의 차이", seconds: "초", guides: "안내", kinds: "가능한 종류", sources: "비슷한 글",
  likeness: "닮은 정도", flags: "응급 신호", flag: "신호", urgent: "바로 확인하세요", row: "행", sorter: "분류 파일", signal: "반응", hour: "시각",
  text_column: "글 열", label_column: "종류 열", plan: "식단", expected: "기대",
  completion: "이어 쓴 코드", filled: "사이를 채움", whole: "끝까지 씀", done: "끝남", ran: "실행함", passed: "통과", failed: "실패", diff: "바뀐 곳",
  proposals: "제안", tokens: "토큰", findings: "지적", line: "줄", model_line: "모델이 고른 줄", output: "출력", problem: "문제", problem_line: "문제가 있는 줄", test: "테스트",
  id: "번호", action: "행동", speaker: "말한 사람", scene: "장면", role: "역할", talk: "대화", facts: "아는 사실", character: "캐릭터", characters: "캐릭터",
};

// Arguments that say in English only what they are.
export const argumentHintsKo: Names = {
  basket: "상품의 id나 이름. 비우면 고객의 최근 구매나 가장 많이 산 상품", customer: "이 고객이 다시 살 때가 된 상품도 알려 줍니다", most: "몇 개까지",
  now: "기준이 되는 때. 비우면 마지막 기록의 날", skip_unknown: "산 적이 없는 상품이 있으면 거절하지 않고 건너뜁니다",
  items: "카탈로그 상품의 id나 이름", occasion: "Casual, Formal, Sports 등 카탈로그에 적힌 대로", season: "Spring, Summer, Fall, Winter",
  gender: "Men, Women, Unisex. 비우면 상품에 맞춥니다", budget: "더 사는 것 모두에 쓸 돈", item: "상품의 id나 이름", other: "상품의 id나 이름",
  words: "찾는 말. 한국어나 영어", at_most: "이 가격까지만", within_days: "며칠까지 기다릴 수 있는지", level: "가격이 구간에 들어올 비율(0.8)",
  as_of: "이날이 오늘인 것처럼 봅니다", wishes: "상품과 바라는 가격", told: "전에 알린 것의 key와 때", quiet_from: "이 시각부터 알리지 않습니다(22)",
  quiet_to: "이 시각까지 알리지 않습니다(8)", most_a_day: "하루에 몇 개까지(3)", table: "데이터 폴더의 CSV 파일. 한 행에 신청 하나",
  target: "결과가 적힌 열. 값이 두 가지여야 합니다", good: "승인할 만한 결과의 값", protected: "집단을 나타내는 열. 입력으로 쓰지 않습니다",
  use_protected: "집단 열도 입력으로 씁니다", leave_out: "id처럼 입력이 아닌 열", text_columns: "글로 된 열. 비우면 그렇게 보이는 열", actionable: "신청자가 바꿀 수 있는 열",
  mitigation: "집단 사이의 격차를 줄이는 방법", aim: "모든 집단에서 비슷하게 할 것", costs: "잘못 승인하거나 거절할 때의 비용",
  coverage: "사람 없이 잘못 정해도 되는 몫을 1에서 뺀 값(0.9)", model: "비우면 교차 검증으로 고릅니다", seed: "다시 뽑기의 씨앗(1)",
  screening: "심사 파일 이름(screening.json)", values: "열과 값. 비운 것은 없는 값으로 봅니다", case: "기록에 남길 신청 이름",
  learner: "누구인지. 비우면 마지막으로 답한 사람", "tutor day": "과정이 시작된 뒤의 날수. 비우면 마지막 답의 날", minutes: "분",
  wanted: "기억날 확률이 이 아래로 내려가면 복습합니다(0.9)", exercise: "문제의 id", step: "몇 번째 단계인지, 1부터", expression: "수와 + - * / ^ %, 괄호",
  text_language: "글의 언어. 비우면 글자로 알아봅니다", practise: "연습할 언어", asked: "전에 물은 질문의 id", skill: "이 단원에서만", question: "물을 것",
  topic: "교정 규칙이나 주제", card: "카드의 id", answer: "답. 비우면 글의 마지막 수", "tutor level": "설명의 수준", "tutor text": "학습자가 쓴 글",
  dial: "0은 취향대로, 1은 서로 가장 다르게", kind: "이 종류만: news, video, music", context: "시각, 요일, 기분, 기기", event: "한 일",
  events: "한 일을 차례대로: signal(반응), item(상품 id)", explore: "새로운 것을 섞는 정도", seen_too: "이미 본 것도 넣습니다", "curator item": "목록의 id",
  turns: "글 대신 말한 사람과 말", length: "짧게 1문장, 보통 3문장, 길게 8문장까지", about: "요약이 다룰 물음이나 주제", "curator text": "글, 또는 '이름: 말' 줄",
  person: "누구의 기록인지. 비우면 첫 사람", measures: "steps, sleep, weight 등. 비우면 모두", measure: "steps, active_minutes, sleep 등", until: "마지막 날",
  for: "예측할 날. 비우면 마지막 기록의 다음 날", age: "나이", max_heart_rate: "측정한 최대 심박수", resting_heart_rate: "1분 심박수", beats: "기록 대신 [초, 심박수]",
  goal: "목표를 자유롭게 적어 주세요", "coach days": "운동할 수 있는 요일(mon~sun)이나 식단의 날수", "coach minutes": "하루 최대 시간이나 호흡 시간(분)",
  current_minutes: "지금까지 한 주에 운동한 시간. 10%까지만 늘립니다", limits: "무릎 통증, 허리, 임신, 심장, 고혈압 등", "coach level": "beginner는 격한 운동을 넣지 않습니다",
  calories: "하루 kcal, 1200~4000", allergies: "먹으면 안 되는 음식. 한국어나 영어", diet: "vegan, halal, gluten_free 등", avoid: "싫어하는 음식. 똑같이 지킵니다",
  like: "더 자주 넣을 요리의 낱말", query: "요리나 재료", plan: "식단 결과", recipes: "요리의 id와 분량", "coach text": "하고 싶은 말", hrv: "오늘의 심박 변이(ms)",
  name: "비우면 목록을 보여 줍니다", "patient text": "증상을 적은 글", sorter: "분류 파일(patient.json)", "coach seed": "다르게 하면 다른 식단이 나옵니다",
  text_column: "글이 있는 열", label_column: "종류가 있는 열", wrong: "답한 것 중 틀려도 되는 비율(0.05)", encoder: "낱말과 함께 시드 브레인의 벡터도 씁니다",
  program: "프로그램", task: "프로그램이 할 일", tests: "한 줄에 하나씩, assert f(2) == 4처럼", test_file: "테스트 프로그램. Python은 unittest와 import program",
  examples: "Python에서 예제(>>>)를 테스트로 씁니다", "code run": "네트워크 없이, 자기 폴더만 쓰고, 시간과 메모리를 제한해 실행합니다",
  rounds: "최대 제안 수(4)", "code seconds": "테스트에 쓸 수 있는 초(10)", code_language: "비우면 코드로 알아봅니다", columns: "한 줄의 최대 글자 수(100)",
  before: "이어 쓸 자리 앞의 코드", after: "그 자리 뒤의 코드", stops: "이 글이 나오면 멈춥니다", "code most": "최대 토큰 수", "code question": "무엇을 설명할지",
  "code seed": "두 번째 제안부터의 씨앗(1)", temperature: "0은 가장 그럴듯한 것(0)",
  refusals_to_human: "거절할 것은 모두 사람에게 넘깁니다", limit: "몇 개까지", number: "대기 목록의 번호", by: "결정한 사람", note: "까닭",
};

export const valuesEn: Names = {
  python: "Python", javascript: "JavaScript", cpp: "C++",
  buy: "Buy when you need it", wait: "Wait", approve: "Approve", refuse: "Refuse", human: "A person decides", top: "top", en: "English", ko: "Korean",
};
export const valuesKo: Names = {
  buy: "필요할 때 사세요", wait: "기다리세요", approve: "승인", refuse: "거절", human: "사람이 정합니다", en: "영어", ko: "한국어",
  top: "상의", outer: "겉옷", bottom: "하의", dress: "원피스", shoes: "신발", bag: "가방", watch: "시계", belt: "허리띠", head: "모자", scarf: "목도리",
  jewellery: "장신구", eyes: "안경", tie: "넥타이", socks: "양말", other: "기타", black: "검은색", white: "흰색", grey: "회색", gray: "회색",
  blue: "파란색", red: "빨간색", green: "초록색", yellow: "노란색", orange: "주황색", pink: "분홍색", purple: "보라색", brown: "갈색", beige: "베이지",
  cream: "크림색", navy: "남색", silver: "은색", gold: "금색", tan: "황갈색", charcoal: "짙은 회색", burgundy: "버건디", casual: "캐주얼", formal: "격식",
  sports: "운동", party: "파티", spring: "봄", summer: "여름", fall: "가을", winter: "겨울", men: "남성", women: "여성", unisex: "공용",
  code: "코드", rules: "규칙", price: "가격", repeat: "다시 살 때", none: "없음", reweighing: "가중치 조정", thresholds: "집단별 기준",
  linear: "선형", trees: "결정 트리", both: "둘 다", breakfast: "아침", lunch: "점심", dinner: "저녁", snack: "간식", run: "달리기", walk: "걷기",
  passed: "통과", failed: "실패", not_run: "실행 안 함", python: "Python", javascript: "JavaScript", cpp: "C++",
  rest: "휴식", strength: "근력", suicide: "자살", self_harm: "자해", abuse: "학대", overdose: "과다 복용", emergency: "응급",
};

export const weekdaysEn: Names = {
  mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday", fri: "Friday", sat: "Saturday", sun: "Sunday",
};
const days: [string, string][] = [
  ["monday", "월요일"], ["tuesday", "화요일"], ["wednesday", "수요일"], ["thursday", "목요일"], ["friday", "금요일"], ["saturday", "토요일"], ["sunday", "일요일"],
];
export const weekdaysKo: Names = Object.fromEntries(
  days.flatMap(([name, day]) => [[name, day], [name.slice(0, 3), day]]),
);
