"""Phrasings that the rules of src/memory were developed with. {v} is the planted value. What is reported is measured with
memory_phrases_report.py, which was written after the rules.

topic -> (kind, slot, {language: {"say": [...], "change": [...], "ask": [...], "forget": [...]}})
"""

PHRASES = {
    "name": ("name", "name", {
        "en": {"say": ["My name is {v}.", "I'm {v}, nice to meet you.", "Hi! I'm {v}.", "My name's {v}, by the way.",
                       "Hello, my name is {v} and I need some help.", "Hey, {v} here."],
               "change": ["Actually, my name is {v}.", "No, my name is {v}.", "I changed my name. My name is {v} now."],
               "ask": ["What's my name?", "Do you remember my name?", "Who am I?", "Tell me my name."],
               "forget": ["Forget my name.", "Please delete my name.", "Can you forget my name?"]},
        "ko": {"say": ["제 이름은 {v}입니다.", "나는 {v}라고 해.", "저는 {v}입니다. 반가워요.", "내 이름은 {v}야.",
                       "안녕하세요, {v}이라고 합니다.", "이름은 {v}예요."],
               "change": ["아니, 내 이름은 {v}야.", "이름을 잘못 말했네요. 제 이름은 {v}입니다.", "개명했어요. 제 이름은 {v}예요."],
               "ask": ["내 이름이 뭐야?", "내 이름 기억해?", "제 이름 알아요?", "내가 누구야?"],
               "forget": ["내 이름 잊어 줘.", "제 이름은 지워 주세요.", "내 이름 삭제해 줘"]}}),
    "home": ("home", "home.city", {
        "en": {"say": ["I live in {v}.", "I'm living in {v} these days.", "I currently live in {v} with my family.", "I moved to {v} two years ago.",
                       "My home is in {v}.", "I'm based in {v}.", "I've lived in {v} since 2015."],
               "change": ["I just moved to {v}.", "Actually I live in {v} now.", "We moved to {v} last month.", "I have relocated to {v}."],
               "ask": ["Where do I live?", "What city do I live in?", "Do you remember where I live?", "What's my address?"],
               "forget": ["Forget my address.", "Please forget where I live.", "Delete my home address."]},
        "ko": {"say": ["저는 {v}에 살아요.", "나 {v}에 살고 있어.", "저는 지금 {v}에서 살고 있어요.", "{v}에 삽니다.", "우리 집은 {v}에 있어.", "저 {v} 살아요."],
               "change": ["저 {v}로 이사했어요.", "얼마 전에 {v}로 이사 왔어.", "이제 {v}에 살아요.", "{v}로 이사 갔어요."],
               "ask": ["내가 어디 살지?", "나 어디에 살아?", "제 주소가 뭐죠?", "내가 어디 사는지 알아?"],
               "forget": ["내 주소 잊어 줘.", "내가 어디 사는지 잊어 줘.", "제 주소는 삭제해 주세요."]}}),
    "job": ("work", "work.job", {
        "en": {"say": ["I'm a {v}.", "I work as a {v}.", "I am a {v} by profession.", "My job is {v}.", "I've been working as a {v} for ten years.", "I am a {v} at a small firm."],
               "change": ["I work as a {v} now.", "I changed jobs, I'm a {v} now.", "Actually, I'm a {v}."],
               "ask": ["What's my job?", "What do I do for a living?", "Do you know my job?"],
               "forget": ["Forget my job.", "Please delete my occupation.", "Forget what I do for a living."]},
        "ko": {"say": ["저는 {v}예요.", "내 직업은 {v}야.", "저는 {v}로 일하고 있어요.", "나 {v}야.", "직업은 {v}입니다.", "저는 작은 회사에서 {v}로 일해요."],
               "change": ["이제 {v}로 일해요.", "아니요, 저는 {v}입니다.", "직업이 바뀌었어요. 지금은 {v}로 일하고 있어요."],
               "ask": ["내 직업이 뭐야?", "내가 무슨 일 하는지 알아?", "제 직업 기억해요?"],
               "forget": ["내 직업 잊어 줘.", "제 직업은 지워 주세요."]}}),
    "spouse": ("family", "family.wife.name", {
        "en": {"say": ["My wife's name is {v}.", "My wife is called {v}.", "My wife is named {v}."],
               "change": ["Sorry, my wife's name is {v}.", "No, my wife is called {v}."],
               "ask": ["What's my wife's name?", "Do you remember my wife's name?", "What is the name of my wife?"],
               "forget": ["Forget my wife's name.", "Please delete my wife's name."]},
        "ko": {"say": ["제 아내 이름은 {v}예요.", "우리 아내 이름은 {v}야.", "아내 이름은 {v}입니다.", "제 아내는 {v}라고 해요."],
               "change": ["아니, 아내 이름은 {v}야.", "정정할게요, 제 아내 이름은 {v}예요."],
               "ask": ["내 아내 이름이 뭐야?", "제 아내 이름 기억해요?"],
               "forget": ["내 아내 이름 잊어 줘.", "제 아내 이름은 지워 주세요."]}}),
    "dog": ("pet", "pet.dog.name", {
        "en": {"say": ["My dog's name is {v}.", "I have a dog named {v}.", "Our dog is called {v}.", "I have a dog called {v}."],
               "change": ["Actually my dog's name is {v}.", "We renamed him: my dog is called {v} now."],
               "ask": ["What's my dog's name?", "What is my dog called?", "Do you remember my dog's name?"],
               "forget": ["Forget my dog's name.", "Forget about my dog."]},
        "ko": {"say": ["우리 강아지 이름은 {v}예요.", "우리 강아지 이름은 {v}야.", "제 강아지는 {v}라고 해요.", "{v}라는 강아지를 키워요."],
               "change": ["아니, 우리 강아지 이름은 {v}야.", "강아지 이름을 바꿨어요. 우리 강아지 이름은 {v}예요."],
               "ask": ["우리 강아지 이름이 뭐야?", "내 강아지 이름 알아?"],
               "forget": ["우리 강아지 이름 잊어 줘.", "제 강아지 이름은 지워 주세요."]}}),
    "allergy": ("allergy", "", {
        "en": {"say": ["I'm allergic to {v}.", "I have a {v} allergy.", "I am severely allergic to {v}.", "I have an allergy to {v}."],
               "ask": ["What am I allergic to?", "Do I have any allergies?"],
               "forget": ["Forget my allergies.", "Forget that I'm allergic to {v}.", "Forget my {v} allergy."]},
        "ko": {"say": ["저는 {v} 알레르기가 있어요.", "나 {v} 알레르기 있어.", "{v}에 알레르기가 있습니다.", "전 {v} 알러지가 심해요."],
               "ask": ["내가 무슨 알레르기가 있지?", "제 알레르기가 뭐죠?"],
               "forget": ["내 알레르기 잊어 줘.", "제 {v} 알레르기는 지워 주세요."]}}),
    "like": ("like", "", {
        "en": {"say": ["I love {v}.", "I really like {v}.", "I'm a big fan of {v}.", "I enjoy {v}."],
               "ask": ["What do I like?", "Do you know what I like?"],
               "forget": ["Forget that I like {v}.", "Forget what I said about {v}."]},
        "ko": {"say": ["저는 {v}을 좋아해요.", "나는 {v} 좋아해.", "전 {v}을 정말 좋아합니다.", "난 {v}를 좋아해."],
               "ask": ["내가 뭘 좋아하지?", "제가 뭘 좋아하는지 알아요?"],
               "forget": ["내가 {v} 좋아한다는 거 잊어 줘.", "{v}에 대해 말한 거 잊어 줘."]}}),
    "color": ("favourite", "favourite.color", {
        "en": {"say": ["My favorite color is {v}.", "My favourite colour is {v}.", "{v} is my favorite color."],
               "change": ["My favorite color is {v} now.", "Actually my favorite color is {v}."],
               "ask": ["What's my favorite color?", "Do you remember my favourite colour?"],
               "forget": ["Forget my favorite color.", "Please erase my favourite colour."]},
        "ko": {"say": ["제가 제일 좋아하는 색은 {v}이에요.", "내가 가장 좋아하는 색깔은 {v}이야.", "제일 좋아하는 색은 {v}입니다."],
               "change": ["이제 제가 제일 좋아하는 색은 {v}이에요.", "아니, 내가 제일 좋아하는 색은 {v}이야."],
               "ask": ["내가 제일 좋아하는 색이 뭐야?", "제가 좋아하는 색 기억해요?"],
               "forget": ["내가 제일 좋아하는 색 잊어 줘.", "제일 좋아하는 색은 지워 주세요."]}}),
    "birthday": ("profile", "birthday", {
        "en": {"say": ["My birthday is {v}.", "My birthday is on {v}.", "I was born on {v}."],
               "change": ["No, my birthday is {v}.", "Sorry, my birthday is on {v}."],
               "ask": ["When is my birthday?", "Do you know my birthday?"],
               "forget": ["Forget my birthday.", "Delete my birthday please."]},
        "ko": {"say": ["제 생일은 {v}이에요.", "내 생일은 {v}이야.", "저는 {v}에 태어났어요."],
               "change": ["아니, 내 생일은 {v}이야.", "잘못 말했어요. 제 생일은 {v}입니다."],
               "ask": ["내 생일이 언제야?", "제 생일 기억해요?"],
               "forget": ["내 생일 잊어 줘.", "제 생일은 지워 주세요."]}}),
    "workplace": ("work", "work.place", {
        "en": {"say": ["I work at {v}.", "I work for {v}.", "I'm employed at {v}."],
               "change": ["I started working at {v}.", "I got a new job at {v}."],
               "ask": ["Where do I work?", "Which company do I work for?"],
               "forget": ["Forget where I work.", "Forget my workplace."]},
        "ko": {"say": ["저는 {v}에서 일해요.", "나 {v} 다녀.", "저는 {v}에 다닙니다.", "{v}에서 근무하고 있어요."],
               "change": ["{v}로 이직했어요.", "저 {v}에 취직했어요."],
               "ask": ["내가 어디서 일하지?", "제 직장이 어디죠?"],
               "forget": ["내가 어디서 일하는지 잊어 줘.", "제 직장은 지워 주세요."]}}),
    "language": ("language", "", {
        "en": {"say": ["I speak {v}.", "I also speak {v}.", "I'm fluent in {v}."],
               "ask": ["What languages do I speak?"], "forget": ["Forget that I speak {v}."]},
        "ko": {"say": ["저는 {v}를 할 줄 알아요.", "나 {v} 할 수 있어.", "{v}를 잘해요."],
               "ask": ["내가 무슨 언어를 할 줄 알지?"], "forget": ["제가 {v}를 할 줄 안다는 거 잊어 주세요."]}}),
    "dislike": ("dislike", "", {
        "en": {"say": ["I hate {v}.", "I don't like {v}.", "I can't stand {v}."],
               "ask": ["What do I dislike?"], "forget": ["Forget that I hate {v}."]},
        "ko": {"say": ["저는 {v}을 싫어해요.", "나 {v} 싫어해.", "전 {v}을 안 좋아해요."],
               "ask": ["내가 뭘 싫어하지?"], "forget": ["내가 {v} 싫어한다는 거 잊어 줘."]}}),
    "phone": ("device", "device.phone", {
        "en": {"say": ["I use a {v}.", "I have a {v}.", "My phone is a {v}."],
               "change": ["I switched to a {v}.", "I bought a {v}.", "My phone is a {v} now."],
               "ask": ["What phone do I use?", "What's my phone?"], "forget": ["Forget my phone."]},
        "ko": {"say": ["저는 {v} 써요.", "내 폰은 {v}이야.", "제 휴대폰은 {v}예요."],
               "change": ["{v}로 바꿨어요.", "{v} 샀어."],
               "ask": ["내 폰이 뭐지?", "제 휴대폰 기억해요?"], "forget": ["내 폰 잊어 줘."]}}),
    "origin": ("home", "home.origin", {
        "en": {"say": ["I'm from {v}.", "I was born in {v}.", "I grew up in {v}.", "I'm originally from {v}."],
               "ask": ["Where am I from?", "What's my hometown?"], "forget": ["Forget where I'm from.", "Forget my hometown."]},
        "ko": {"say": ["제 고향은 {v}이에요.", "나는 {v} 출신이야.", "저는 {v}에서 태어났어요."],
               "ask": ["내 고향이 어디야?", "나 어디 출신이지?"], "forget": ["내 고향 잊어 줘."]}}),
    "hobby": ("hobby", "", {
        "en": {"say": ["My hobby is {v}.", "A hobby of mine is {v}."], "ask": ["What are my hobbies?", "What's my hobby?"], "forget": ["Forget my hobbies.", "Forget my hobby."]},
        "ko": {"say": ["제 취미는 {v}이에요.", "내 취미는 {v}이야.", "취미는 {v}입니다."], "ask": ["내 취미가 뭐야?", "제 취미 기억해요?"], "forget": ["내 취미 잊어 줘.", "제 취미는 지워 주세요."]}}),
    "age": ("profile", "age", {
        "en": {"say": ["I'm {v} years old.", "I am {v}.", "I turned {v} last month."], "change": ["I'm {v} now.", "I just turned {v}."], "ask": ["How old am I?", "Do you know my age?"], "forget": ["Forget my age.", "Forget how old I am."]},
        "ko": {"say": ["저는 {v}살이에요.", "나 올해 {v}살이야.", "{v}살입니다."], "change": ["이제 {v}살이에요.", "저 {v}살 됐어요."], "ask": ["내가 몇 살이지?", "제 나이 알아요?"], "forget": ["내 나이 잊어 줘.", "제 나이는 지워 주세요."]}}),
}

# "Remember that ..." before or around what is said.
REMEMBER = {"en": ["Remember that {s}", "Please remember: {s}", "Note that {s}", "{s}"], "ko": ["{s} 기억해 줘.", "기억해 줘: {s}", "{s}"]}
# What must store nothing: others, the past, wishes, questions, quotes.
TRAPS = {
    "en": ["My neighbor lives in {city}.", "I used to live in {city}.", "If I lived in {city}, I would be happy.", "Do I live in {city}?",
           "She said \"I live in {city}\".", "I want to live in {city}.", "I might move to {city}.", "He is allergic to {food}.", "Are you allergic to {food}?",
           "My boss told me he works for {company}.", "I wish my name was {name}.", "I'm not a {job}.", "Who is {name}?", "I thought I was allergic to {food}.",
           "Is {name} your name?", "Let's say I'm a {job}.", "They love {food}.", "You live in {city}."],
    "ko": ["제 친구는 {city}에 살아요.", "예전에는 {city}에 살았어요.", "만약 {city}에 살면 좋겠다.", "너 {city}에 살아?", "{city}에 살고 싶어요.",
           "민지가 \"나 {city}에 살아\"라고 했어.", "그 사람은 {food} 알레르기가 있어.", "{food} 알레르기 있어?", "동생이 {city}로 이사했어.", "{city}로 이사 갈까?",
           "저는 {job}가 아니에요.", "{name}이 누구야?", "네 이름은 {name}이야?", "엄마는 {food}를 좋아해.", "너는 {city}에 살잖아."],
}
