"""Phrasings for the reported measure, written after the rules and measured once, unseen (precision 0.857, 0.476 of what was
said kept). Since then only plain errors that it showed were mended. As memory_phrases_dev.py.
"""
# What some of them say besides: "my husband and I".
ALSO_SAID = ("family.status",)

PHRASES = {
    "name": ("name", "name", {
        "en": {"say": ["Hey, it's {v}.", "Just call me {v}.", "Allow me to introduce myself, I'm {v}.", "My name is spelled {v}."],
               "change": ["Please note my name is {v}.", "You got my name wrong, my name is {v}."],
               "ask": ["Who are you talking to? What's my name?", "Which name did I give you?"], "forget": ["Drop my name.", "I don't want you to know my name, forget my name."]},
        "ko": {"say": ["{v}입니다. 잘 부탁드립니다.", "저는 {v}이고요, 회사원입니다.", "내 이름? {v}야.", "이름이 {v}예요."],
               "change": ["제 이름을 다시 알려 드릴게요. {v}입니다.", "제 이름이 잘못됐어요. 제 이름은 {v}예요."],
               "ask": ["내가 누군지 알아?", "제 이름이 어떻게 되죠?"], "forget": ["이제 내 이름은 잊어 줘.", "저장된 제 이름 지워 주세요."]}}),
    "home": ("home", "home.city", {
        "en": {"say": ["Home is {v} for me.", "I've been a resident of {v} since May.", "I live right in the middle of {v}.", "My apartment is in {v}."],
               "change": ["I packed up and moved to {v}.", "I'm living in {v} now."],
               "ask": ["Which place do I live in?", "Where is my house?"], "forget": ["Forget about where I live.", "Forget my home town and my address."]},
        "ko": {"say": ["저희 가족은 {v}에 살아요.", "지금은 {v}에 살고 있답니다.", "{v} 살아요.", "저는 태어나서 지금까지 {v}에 살아요."],
               "change": ["이사했어요, {v}로요.", "얼마 전부터 {v}에 살아요."],
               "ask": ["나 어느 도시에 살지?", "내 주소 알고 있어?"], "forget": ["이제 내 주소는 잊어 줘.", "저장된 주소 지워 줘."]}}),
    "job": ("work", "work.job", {
        "en": {"say": ["I'm employed as a {v}.", "I do {v} work. I'm a {v}.", "I have been a {v} my whole life.", "My occupation is {v}."],
               "change": ["I switched careers and I'm a {v} now.", "As of today I'm a {v}."],
               "ask": ["What's my profession?", "What am I by profession?"], "forget": ["Forget about my job.", "Drop my job."]},
        "ko": {"say": ["저는 병원에서 일하는 {v}예요.", "본업은 {v}입니다.", "{v}로 일한 지 5년 됐어요.", "저는 초보 {v}예요."],
               "change": ["올해부터 {v}로 일하고 있어요.", "저 {v}로 전직했어요."],
               "ask": ["내 직업을 말해 줘.", "나 무슨 일 하는지 기억나?"], "forget": ["이제 내 직업은 잊어 줘.", "저장된 직업 지워 줘."]}}),
    "spouse": ("family", "family.wife.name", {
        "en": {"say": ["This is about my wife. Her name is {v}.", "I'm married to {v}. My wife's name is {v}.", "My wife's name? {v}."],
               "change": ["Wrong name: my wife is called {v}."], "ask": ["How is my wife called?", "Tell me the name of my wife."], "forget": ["Drop my wife's name."]},
        "ko": {"say": ["아내 {v}랑 같이 살아요.", "제 아내가 {v}예요.", "저희 아내 이름은 {v}입니다."],
               "change": ["아내 이름을 잘못 말했어요. 제 아내 이름은 {v}예요."], "ask": ["내 아내가 누구지?", "아내 이름 알아?"], "forget": ["이제 아내 이름은 잊어 줘."]}}),
    "dog": ("pet", "pet.dog.name", {
        "en": {"say": ["We've got a puppy named {v}.", "My dog is a beagle called {v}.", "My dog answers to {v}."],
               "change": ["I renamed my dog {v}. My dog's name is {v}."], "ask": ["How is my dog called?", "Can you remember my dog's name?"], "forget": ["Drop my dog's name."]},
        "ko": {"say": ["우리 강아지 {v}가 아파요.", "저희 강아지 이름은 {v}입니다.", "{v}라는 강아지가 있어요."],
               "change": ["강아지 이름을 {v}로 바꿨어요."], "ask": ["강아지 이름이 뭐라고 했더라?", "우리 강아지 이름 말해 줘."], "forget": ["이제 강아지 이름은 잊어 줘."]}}),
    "allergy": ("allergy", "", {
        "en": {"say": ["My doctor found out I'm allergic to {v}.", "No {v} for me, I'm allergic.", "I'm allergic to {v} and carry an EpiPen."],
               "ask": ["What am I allergic to again?", "List my allergies."], "forget": ["I'm not allergic anymore, forget my allergies."]},
        "ko": {"say": ["저는 {v}를 못 먹어요, 알레르기가 있어요.", "어릴 때부터 {v} 알레르기가 있어요.", "{v} 알레르기가 있으니 조심해 주세요."],
               "ask": ["내 알레르기 말해 줘.", "나 알레르기 있었나?"], "forget": ["이제 내 알레르기는 잊어 줘."]}}),
    "like": ("like", "", {
        "en": {"say": ["{v} is one of my favorite things.", "I love eating {v}.", "I'm very fond of {v}."], "ask": ["Which things do I like?", "Do you remember what I like?"], "forget": ["Forget I like {v}."]},
        "ko": {"say": ["제가 좋아하는 건 {v}예요.", "저는 {v}을 참 좋아합니다.", "나는 {v}라면 다 좋아해."], "ask": ["내가 뭐 좋아하는지 말해 줘.", "나 뭐 좋아해?"], "forget": ["내가 {v} 좋아하는 거 지워 줘."]}}),
    "color": ("favourite", "favourite.color", {
        "en": {"say": ["My favorite color would have to be {v}.", "As for colors, my favorite color is {v}.", "My favorite colour is {v}, always has been."],
               "change": ["I've changed my mind, my favorite color is {v}."], "ask": ["What colour do I like most?", "Can you remember my favorite color?"], "forget": ["Drop my favorite color."]},
        "ko": {"say": ["저는 색 중에 {v}을 제일 좋아해요.", "저의 최애 색깔은 {v}입니다.", "제일 좋아하는 색이 {v}이거든요."],
               "change": ["마음이 바뀌었어요. 제일 좋아하는 색은 {v}이에요."], "ask": ["내 최애 색이 뭐야?", "내가 좋아하는 색 말해 줘."], "forget": ["이제 내가 좋아하는 색은 잊어 줘."]}}),
    "birthday": ("profile", "birthday", {
        "en": {"say": ["My birthday will be on {v}.", "Every {v} is my birthday.", "I was born on {v}, by the way."],
               "change": ["You have it wrong, my birthday is on {v}."], "ask": ["What date is my birthday?", "Can you tell me when my birthday is?"], "forget": ["Drop my birthday."]},
        "ko": {"say": ["{v}이 생일이에요.", "제가 태어난 날은 {v}이에요.", "저는 {v}이 생일입니다."],
               "change": ["생일을 잘못 말했어요. 제 생일은 {v}이에요."], "ask": ["내 생일 말해 줘.", "내 생일이 몇 월 며칠이지?"], "forget": ["이제 내 생일은 잊어 줘."]}}),
    "workplace": ("work", "work.place", {
        "en": {"say": ["I spend my days working at {v}.", "The company I work for is {v}.", "I have worked for {v} since 2019."],
               "change": ["I quit and now work for {v}."], "ask": ["What's the name of my company?", "At which company do I work?"], "forget": ["Forget about my workplace."]},
        "ko": {"say": ["{v}에서 일한 지 3년 됐어요.", "제가 다니는 회사는 {v}예요.", "저는 {v} 소속입니다."],
               "change": ["회사를 {v}로 옮겼어요."], "ask": ["내가 다니는 회사가 어디야?", "내 회사 이름이 뭐지?"], "forget": ["이제 내 직장은 잊어 줘."]}}),
    "language": ("language", "", {
        "en": {"say": ["I also know {v}.", "I can hold a conversation in {v}.", "I speak {v} at home."], "ask": ["Tell me which languages I speak."], "forget": ["Forget I speak {v}."]},
        "ko": {"say": ["저는 {v}를 조금 할 줄 알아요.", "제가 {v}도 합니다.", "{v}도 할 줄 알아."], "ask": ["내가 할 수 있는 언어 말해 줘."], "forget": ["제가 {v} 할 줄 아는 거 잊어 주세요."]}}),
    "dislike": ("dislike", "", {
        "en": {"say": ["Honestly, I hate {v}.", "I don't care for {v}.", "I've always hated {v}."], "ask": ["What do I detest?", "Do you know what I hate?"], "forget": ["Forget I hate {v}."]},
        "ko": {"say": ["솔직히 저는 {v}을 싫어해요.", "저는 {v}이 별로예요.", "난 {v} 별로 안 좋아해."], "ask": ["나 뭐 싫어하는지 알아?", "내가 싫어하는 거 말해 줘."], "forget": ["내가 {v} 싫어하는 거 지워 줘."]}}),
    "phone": ("device", "device.phone", {
        "en": {"say": ["My phone happens to be a {v}.", "I'm on a {v} these days.", "I own a {v}, by the way."], "change": ["I traded it in for a {v}.", "I'm using a {v} now."], "ask": ["Which phone do I use?", "Do you know my phone?"], "forget": ["Drop my phone."]},
        "ko": {"say": ["{v}을 쓴 지 1년 됐어요.", "제 폰이 {v}이에요.", "나 {v} 쓰고 있어."], "change": ["{v}로 갈아탔어요."], "ask": ["내 폰 기종이 뭐지?", "내 휴대폰 말해 줘."], "forget": ["이제 내 폰은 잊어 줘."]}}),
    "origin": ("home", "home.origin", {
        "en": {"say": ["I grew up in a town called {v}.", "I am originally from {v}.", "My home town is {v}."], "ask": ["Where am I from originally?", "Tell me my hometown."], "forget": ["Drop my hometown."]},
        "ko": {"say": ["제가 태어난 곳은 {v}이에요.", "고향은 {v}이에요.", "저는 {v}에서 태어나서 자랐어요."], "ask": ["내 고향 말해 줘.", "나 고향이 어디지?"], "forget": ["이제 내 고향은 잊어 줘."]}}),
    "hobby": ("hobby", "", {
        "en": {"say": ["I've got a hobby: {v}. My hobby is {v}.", "My hobby these days is {v}.", "During my free time I enjoy {v}."], "ask": ["What hobby do I have?", "Can you remember my hobby?"], "forget": ["Drop my hobby."]},
        "ko": {"say": ["취미는 {v}인데 주말마다 해요.", "저는 {v}이 취미예요.", "취미 생활로 {v}을 해요."], "ask": ["내 취미 말해 줘.", "나 취미 뭐였지?"], "forget": ["이제 내 취미는 잊어 줘."]}}),
    "age": ("profile", "age", {
        "en": {"say": ["I'm already {v} years old.", "My current age is {v}.", "I just turned {v} last week."], "change": ["You got it wrong, I'm {v} years old."], "ask": ["What age am I?", "Can you tell me my age?"], "forget": ["Drop my age."]},
        "ko": {"say": ["저 {v}살 먹었어요.", "나이가 {v}살이에요.", "저는 이제 {v}살입니다."], "change": ["나이를 잘못 말했어요. 저는 {v}살이에요."], "ask": ["내 나이 말해 줘.", "나 몇 살이지?"], "forget": ["이제 내 나이는 잊어 줘."]}}),
}

REMEMBER = {"en": ["Can you remember that {s}", "Please note that {s}", "Memorize that {s}"], "ko": ["{s} 꼭 기억해 둬.", "잊지 말고 기억해 줘. {s}", "이거 기억해 줘: {s}"]}
TRAPS = {
    "en": ["The guy next door is a {job}.", "What if I lived in {city}?", "Two years ago I lived in {city}.", "My aunt loves {food}.", "Can people be allergic to {food}?", "I was told that {city} is nice.",
           "I'm reading about a {job} from {city}.", "I'm at {company} for a meeting.", "I'd move to {city} if I could.", "Imagine I'm a {job}.", "I've never been to {city}.", "I cooked {food} for {name}.",
           "{name} said he works at {company}.", "Is it hard to be a {job}?", "I met a {job} named {name}.", "I might get some {food}.", "Let's go to {city}.", "I bought {food} for my dog.", "I don't know {name}."],
    "ko": ["옆집 사람은 {job}예요.", "{city}에 사는 사람이 부러워.", "2년 전에는 {city}에 살았는데.", "이모가 {food}를 좋아하셔.", "{food} 알레르기가 흔한가?", "{city}가 좋다고 들었어.",
           "{city} 출신 {job}에 대한 책을 읽고 있어.", "{company}에 회의하러 왔어요.", "돈이 많으면 {city}에 살 텐데.", "내가 {job}라고 상상해 봐.", "{city}에 가 본 적이 없어요.", "{name}한테 {food}를 해 줬어.",
           "{name}이 {company}에서 일한다고 했어.", "{job}는 힘들어?", "{name}이라는 {job}를 만났어.", "{food} 좀 살까 봐.", "{city}에 놀러 가자.", "{food}를 샀어요.", "{name}이 누군지 몰라."],
}
