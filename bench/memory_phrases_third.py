"""A third set of phrasings. It was measured once, unseen (precision 0.923, 0.750 of what was said kept); then its misses were
used to better the rules. As memory_phrases_dev.py.
"""

# What some of them say besides: "I'm married to ...".
ALSO_SAID = ("family.status",)

PHRASES = {
    "name": ("name", "name", {
        "en": {"say": ["Good evening! My name is {v}, I'm new here.", "I'm {v}, pleased to meet you.", "My first name is {v}.", "The name's {v}.", "Hello there, I am {v}."],
               "change": ["I'm sorry, my name is {v}.", "My legal name is {v} now.", "No no, my name is {v}."],
               "ask": ["Say my name.", "What's my name again?", "Do you still know my name?"],
               "forget": ["Please don't keep my name.", "Wipe my name.", "Forget what my name is."]},
        "ko": {"say": ["만나서 반가워요, 저는 {v}예요.", "제 이름은 {v}인데 편하게 대해 주세요.", "나 {v}라고 해.", "저는 {v}이라고 해요.", "본명은 {v}입니다."],
               "change": ["아니 내 이름은 {v}라니까.", "죄송해요, 제 이름은 {v}입니다.", "이름이 {v}로 바뀌었어요."],
               "ask": ["내 이름 뭐지?", "제 이름이 뭐였죠?", "내 이름을 알고 있어?"],
               "forget": ["내 이름은 없애 줘.", "제 이름은 기억하지 마세요.", "내 이름을 지워 줄래?"]}}),
    "home": ("home", "home.city", {
        "en": {"say": ["My family and I live in {v}.", "I live over in {v}.", "I stay in {v}.", "I'm currently living in {v}.", "I live in {v}, which is lovely."],
               "change": ["I've just relocated to {v}.", "My new home is in {v}.", "We've moved to {v}."],
               "ask": ["Tell me where I live.", "Do you know where I live?", "What town do I live in?"],
               "forget": ["Erase where I live.", "Please remove my home address.", "Forget the fact that I live in {v}."]},
        "ko": {"say": ["전 {v}에 거주하고 있습니다.", "{v}에서 혼자 살고 있어요.", "저 지금 {v}에 살거든요.", "집이 {v}예요.", "저는 가족이랑 {v}에 살아요."],
               "change": ["결국 {v}로 이사했어요.", "새집은 {v}에 있어요.", "직장 때문에 {v}로 이사 왔어요."],
               "ask": ["내가 사는 도시가 어디지?", "나 지금 어디에 살지?", "제가 어디 사는지 기억해요?"],
               "forget": ["내가 {v}에 산다는 거 잊어 줘.", "집 주소 지워 줘.", "제가 어디 사는지 지워 주세요."]}}),
    "job": ("work", "work.job", {
        "en": {"say": ["I earn my living as a {v}.", "I've worked as a {v} for years.", "I'm a {v} these days.", "My profession is {v}.", "I'm an experienced {v}."],
               "change": ["I recently became a {v}.", "Now I work as a {v}.", "I'm working as a {v} now."],
               "ask": ["Tell me what my job is.", "What do I work as?", "Do you remember my job?"],
               "forget": ["Forget my profession.", "Please erase my job."]},
        "ko": {"say": ["저는 {v} 일을 하고 있습니다.", "{v}로 근무하고 있어요.", "제 직업이 {v}거든요.", "저는 프리랜서 {v}예요.", "나는 {v}로 일하는데 꽤 재밌어."],
               "change": ["작년부터 {v}로 일해요.", "지금은 {v}로 일하고 있어.", "직업을 바꿔서 {v}로 일해요."],
               "ask": ["제가 무슨 일을 하죠?", "내 직업이 뭐였더라?", "제 직업 아세요?"],
               "forget": ["내 직업 좀 지워 줘.", "제 직업은 잊으세요."]}}),
    "spouse": ("family", "family.wife.name", {
        "en": {"say": ["I live with my wife, her name is {v}.", "My wife, {v}, is a great cook.", "My lovely wife's name is {v}.", "My wife's first name is {v}."],
               "change": ["My wife's name is actually {v}.", "I misspoke, my wife is called {v}."],
               "ask": ["Do you know my wife's name?", "Remind me of my wife's name.", "What is my wife called?"],
               "forget": ["Erase my wife's name.", "Please forget my wife's name."]},
        "ko": {"say": ["제 아내의 이름은 {v}입니다.", "우리 집사람 이름은 {v}예요.", "아내가 있는데 이름은 {v}예요.", "내 와이프 이름이 {v}야."],
               "change": ["제 아내 이름은 사실 {v}예요.", "미안, 아내 이름은 {v}야."],
               "ask": ["우리 와이프 이름이 뭐지?", "제 아내 이름이 뭐였죠?"],
               "forget": ["제 아내 이름을 잊어 주세요.", "와이프 이름은 지워 줘."]}}),
    "dog": ("pet", "pet.dog.name", {
        "en": {"say": ["I have a little dog named {v}.", "Our puppy's name is {v}.", "I own a dog called {v}.", "There's a dog at home. His name is {v}.", "My dog is named {v}."],
               "change": ["My dog's name is really {v}.", "We call our dog {v} now."],
               "ask": ["What's the name of my dog?", "Remember my dog's name?", "What's my puppy's name?"],
               "forget": ["Erase my dog's name.", "Can you forget my dog's name?"]},
        "ko": {"say": ["저는 강아지 {v}를 키우고 있어요.", "집에 강아지가 있는데 이름이 {v}예요.", "우리 강아지는 {v}라고 합니다.", "우리 집 강아지 이름은 {v}야."],
               "change": ["사실 강아지 이름은 {v}예요.", "우리 강아지 이름을 {v}로 지었어요."],
               "ask": ["우리 집 강아지 이름이 뭐지?", "제 강아지 이름 알아요?"],
               "forget": ["내 강아지 이름은 지워 줘.", "우리 집 강아지 이름 잊어 줘."]}}),
    "allergy": ("allergy", "", {
        "en": {"say": ["Sadly I'm allergic to {v}.", "I have a bad allergy to {v}.", "I can't eat {v} because I'm allergic.", "I'm highly allergic to {v}, please remember."],
               "ask": ["What foods am I allergic to?", "Do I have an allergy?", "Tell me my allergies."],
               "forget": ["Remove my allergies.", "Forget about my {v} allergy."]},
        "ko": {"say": ["저 {v} 알레르기 있어요.", "{v} 먹으면 알레르기 반응이 나타나요.", "제가 {v}에 알레르기가 있거든요.", "{v} 알레르기가 심합니다."],
               "ask": ["나 무슨 알레르기 있지?", "제가 어떤 알레르기가 있죠?"],
               "forget": ["내 알레르기는 잊어 줘.", "제 {v} 알레르기를 잊어 주세요."]}}),
    "like": ("like", "", {
        "en": {"say": ["I'm quite fond of {v}.", "I just love {v}.", "I have a weakness for {v}.", "I like {v} a lot."],
               "ask": ["What things do I like?", "What do I love?"],
               "forget": ["Forget that I enjoy {v}.", "Delete that I like {v}."]},
        "ko": {"say": ["저는 {v}이 제일 좋아요.", "난 {v}을 너무 좋아해.", "저는 {v} 좋아하는 편이에요.", "제가 {v}을 무척 좋아합니다."],
               "ask": ["내가 좋아하는 거 뭐야?", "제가 무엇을 좋아하죠?"],
               "forget": ["내가 {v}을 좋아하는 거 잊어 줘.", "{v} 좋아한다는 거 지워 줘."]}}),
    "color": ("favourite", "favourite.color", {
        "en": {"say": ["{v} is the color I like most.", "My favorite color? It's {v}.", "If you ask me, my favorite color is {v}.", "My favourite colour is definitely {v}."],
               "change": ["My favorite color is now {v}.", "These days my favorite color is {v}."],
               "ask": ["What color do I like best?", "Do you know my favorite color?"],
               "forget": ["Erase my favorite color.", "Forget about my favourite colour."]},
        "ko": {"say": ["저는 {v}을 제일 좋아하는 색으로 꼽아요.", "내가 좋아하는 색은 {v}이야.", "제일 좋아하는 색깔은 {v}이에요.", "좋아하는 색깔은 {v}입니다."],
               "change": ["지금은 제일 좋아하는 색이 {v}이에요.", "제가 가장 좋아하는 색은 이제 {v}이에요."],
               "ask": ["내가 가장 좋아하는 색은 뭐야?", "제가 좋아하는 색깔 기억해요?"],
               "forget": ["내가 좋아하는 색깔 잊어 줘.", "제가 제일 좋아하는 색은 지워 주세요."]}}),
    "birthday": ("profile", "birthday", {
        "en": {"say": ["My birthday is coming up on {v}.", "I was born on {v} in a small town.", "My birthday falls on {v}.", "It's my birthday on {v}."],
               "change": ["My birthday is actually {v}.", "I got it wrong, my birthday is {v}."],
               "ask": ["What's my birthday?", "Tell me when my birthday is.", "On what day is my birthday?"],
               "forget": ["Erase my birthday.", "Forget when my birthday is."]},
        "ko": {"say": ["{v}에 태어났습니다.", "제 생일은 {v}인데 곧이에요.", "생일이 {v}이에요.", "나는 {v}생이야."],
               "change": ["제 생일은 사실 {v}이에요.", "미안해, 내 생일은 {v}이야."],
               "ask": ["내 생일이 며칠이지?", "제 생일이 언제인지 아세요?"],
               "forget": ["내 생일은 잊어 줘.", "제 생일 정보 삭제해 주세요."]}}),
    "workplace": ("work", "work.place", {
        "en": {"say": ["I work over at {v}.", "I've worked at {v} for three years.", "I'm employed by {v}.", "I work for a company called {v}."],
               "change": ["I just started at {v}.", "I changed jobs and now I work at {v}.", "My new employer is {v}."],
               "ask": ["Where am I working?", "What company do I work for?", "Do you know where I work?"],
               "forget": ["Erase where I work.", "Delete my employer."]},
        "ko": {"say": ["{v} 다니고 있어요.", "저 {v}에서 일하고 있습니다.", "회사는 {v}예요.", "제가 {v}에서 일하거든요."],
               "change": ["{v}에 입사했습니다.", "회사를 옮겨서 {v}에 다녀요."],
               "ask": ["내가 어디 다니지?", "제 회사가 어디죠?"],
               "forget": ["내 회사 잊어 줘.", "내 직장 정보 지워 줘."]}}),
    "language": ("language", "", {
        "en": {"say": ["I can also speak {v}.", "I speak a little {v}.", "I'm fluent in {v}, actually."],
               "ask": ["Do you know which languages I speak?", "What language do I speak?"], "forget": ["Delete that I speak {v}."]},
        "ko": {"say": ["{v}를 할 줄 압니다.", "나 {v} 잘해.", "저는 {v}도 할 수 있어요."],
               "ask": ["나 무슨 외국어 할 줄 알아?", "제가 할 줄 아는 언어가 뭐죠?"], "forget": ["{v} 할 줄 안다는 거 잊어 줘."]}}),
    "dislike": ("dislike", "", {
        "en": {"say": ["I can't bear {v}.", "I detest {v}.", "I don't really like {v}.", "{v} is not my thing."],
               "ask": ["What do I not like?", "Which things do I hate?"], "forget": ["Forget that I detest {v}.", "Forget that I don't like {v}."]},
        "ko": {"say": ["저는 {v}은 싫어요.", "나는 {v}을 안 좋아해.", "전 {v}이라면 질색이에요.", "제가 {v}을 싫어해요."],
               "ask": ["내가 무엇을 싫어하지?", "제가 싫어하는 게 뭐죠?"], "forget": ["내가 {v}을 싫어하는 거 잊어 줘.", "{v} 싫어한다는 거 지워 줘."]}}),
    "phone": ("device", "device.phone", {
        "en": {"say": ["My current phone is a {v}.", "I carry a {v}.", "I've got a {v}.", "I bought a {v} last year."],
               "change": ["I replaced it with a {v}.", "My new phone is a {v}.", "I just got a {v}."],
               "ask": ["What phone do I have?", "Do you remember my phone?"], "forget": ["Erase my phone.", "Forget about my phone."]},
        "ko": {"say": ["저는 {v} 사용하고 있어요.", "제 스마트폰은 {v}이에요.", "지금 {v} 쓰는 중이에요.", "내 휴대폰은 {v}야."],
               "change": ["핸드폰을 {v}로 바꿨습니다.", "새로 {v} 샀어요.", "이제 {v} 써요."],
               "ask": ["제 휴대폰이 뭐였죠?", "나 무슨 폰 쓰지?"], "forget": ["내 휴대폰은 잊어 줘.", "내 핸드폰 지워 줘."]}}),
    "origin": ("home", "home.origin", {
        "en": {"say": ["I come from {v}, originally.", "I was raised in {v}.", "{v} is my hometown.", "I'm from {v}, a small place."],
               "ask": ["Where did I come from?", "What is my home town?", "Do you know where I'm from?"], "forget": ["Erase my hometown.", "Forget where I was born."]},
        "ko": {"say": ["저는 {v} 토박이예요.", "고향은 {v}입니다.", "전 {v} 출신입니다.", "나 {v}에서 자랐어."],
               "ask": ["나 어디에서 태어났지?", "제 고향이 어디였죠?"], "forget": ["내 고향 지워 줘.", "제 고향은 잊어 주세요."]}}),
    "hobby": ("hobby", "", {
        "en": {"say": ["My main hobby is {v}.", "I spend my free time {v}.", "My hobbies include {v}.", "In my free time I like {v}."],
               "ask": ["What hobbies do I have?", "Remind me of my hobby."], "forget": ["Erase my hobbies.", "Forget about my hobby."]},
        "ko": {"say": ["제 취미는 {v}인데 재밌어요.", "여가 시간에 {v}을 즐겨요.", "나는 취미로 {v}을 해.", "취미가 {v}이에요."],
               "ask": ["나 취미가 뭐지?", "제 취미 아세요?"], "forget": ["내 취미 좀 잊어 줘.", "내 취미 정보 지워 줘."]}}),
    "age": ("profile", "age", {
        "en": {"say": ["I'm {v} now.", "I am a {v} year old.", "I'm currently {v} years old.", "I turned {v} this year."], "change": ["I'm {v} years old now.", "Today I turned {v}."],
               "ask": ["How old am I now?", "Do you remember how old I am?"], "forget": ["Erase my age.", "Delete how old I am."]},
        "ko": {"say": ["저는 만 {v}세입니다.", "내 나이는 {v}살이야.", "나는 {v}살인데 아직 젊지.", "저 올해 {v}살 됐어요."], "change": ["아니요, 저 {v}살이에요.", "이제 나 {v}살이야."],
               "ask": ["내 나이가 어떻게 되지?", "나 몇 살이라고 했지?"], "forget": ["제 나이를 잊어 주세요.", "내가 몇 살인지 잊어 줘."]}}),
}

REMEMBER = {"en": ["Bear in mind that {s}", "I want you to remember that {s}", "Just remember that {s}", "Write down that {s}"],
            "ko": ["{s} 꼭 기억해 줘.", "적어 줘: {s}", "기억해 주세요. {s}", "{s} 메모해 줘."]}
TRAPS = {
    "en": ["My uncle works as a {job}.", "In {city} I felt at home.", "Once I lived in {city}.", "Could I be allergic to {food}?", "Would you live in {city}?", "I heard that {name} moved to {city}.",
           "My teacher always said: \"I am a {job}.\"", "I'm thinking of moving to {city}.", "I'd love to be a {job}.", "Let's pretend my name is {name}.", "I ate {food} yesterday.",
           "The {job} was late.", "Does {company} hire people?", "I nearly moved to {city}.", "{name} is allergic to {food}.", "I'm in {city} for the weekend.", "I'm having {food} for lunch.",
           "I ordered {food}.", "I have an interview question about {company}.", "I know a {job} in {city}."],
    "ko": ["제 상사는 {city}에 살아요.", "옛날에 {city}에 살았었지.", "{city}에 살았으면 좋겠다.", "내가 {job}였다면 어땠을까?", "친구가 {food} 알레르기가 있대요.", "{name}이 {company}에 다닌대.",
           "다음 달에 {city}로 이사할까 생각 중이야.", "{job}가 되고 싶어요.", "어제 {food}를 먹었어요.", "{job}한테 물어봤어.", "{company} 주가 알려 줘.", "{name} 씨는 {city} 출신이래요.",
           "{food} 레시피 알려 줘.", "{city}에 출장 왔어요.", "점심으로 {food} 먹을래.", "{name}은 좋은 사람이야.", "{job}를 만났어요.", "너는 {job}니?", "내 친구 이름은 {name}이야, 라는 문장을 번역해 줘."],
}
