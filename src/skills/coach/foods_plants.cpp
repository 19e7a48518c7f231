// The ontology's plants. A bean of any kind is kept from who is allergic to soy, and all that is like wheat from who is to wheat.
#include "skills/coach/foods.h"

namespace tinybrain::skills::coach {

std::span<const FoodRow> plant_foods() {
  static constexpr FoodRow kRows[] = {
      // Grains
      {"rice", 130,
       "쌀밥,멥쌀밥,밥,백미밥,현미밥,즉석밥,cooked rice,steamed rice,boiled rice,누룽지"},
      {"rice", 360,
       "rice,쌀,멥쌀,찹쌀,백미,현미,흑미,발아현미,basmati rice,basmati,arborio "
       "rice,arborio,carnaroli,vialone nano,jasmine rice,brown rice,white "
       "rice,쌀가루,멥쌀가루,찹쌀가루,rice flour,glutinous rice,glutinous rice flour,sticky "
       "rice,칠분도미"},
      {"rice", 110, "rice noodle,쌀국수"},
      {"wheat", 360,
       "flour,all purpose flour,wheat "
       "flour,밀가루,중력분,박력분,강력분,밀,박력밀가루,중력밀가루,wheat,wholemeal flour,bread "
       "flour,semolina,bulgur,bulghur,카무트,금강밀,흑밀,couscous"},
      {"wheat", 350,
       "pasta,spaghetti,macaroni,penne,fusilli,rigati,linguine,mostaccioli,ditali,bucatini,파스타,"
       "스파게티,마카로니,소면,국수,칼국수,우동,udon,중국국수,somyeon"},
      {"wheat egg", 380,
       "egg noodle,fettuccine,fettucine,tagliatelle,lasagna sheet,lasagne sheet,lasagna "
       "noodle,fleckerl"},
      {"wheat egg soy buckwheat rice starch corn", 350, "noodle,면"},
      {"wheat buckwheat", 350, "메밀국수,soba"},
      {"buckwheat", 340, "buckwheat,buckwheat flour,메밀,메밀가루,메밀묵"},
      {"barley", 350, "barley,보리,찰보리,보리쌀,엿기름,malt"},
      {"rye", 340, "rye,rye flour,호밀,통호밀"},
      {"oat", 380, "oat,rolled oat,oatmeal,귀리,오트밀"},
      {"corn", 96, "corn,sweetcorn,sweet corn,옥수수,찰옥수수,메옥수수,corn kernel"},
      {"corn", 365,
       "cornmeal,cornflour,cornstarch,corn starch,corn "
       "flour,polenta,grit,popcorn,팝콘,옥수수가루,옥수수전분"},
      {"corn", 220, "corn tortilla"},
      {"millet", 360, "millet,기장,조,차조,수수,찰수수,amaranth,아마란스,quinoa,퀴노아,율무"},
      {"starch", 350, "tapioca,녹말,potato starch,감자전분,고구마전분"},
      {"starch corn potato wheat sweet_potato rice", 350, "전분,starch"},
      {"sweet_potato starch", 350, "당면,glass noodle"},
      {"rice wheat", 230, "가래떡,떡국떡,rice cake,떡볶이떡"},
      // Roots and starchy plants
      {"potato", 77, "potato,감자,waxy potato,yukon potato,russet potato,floury potato,yukon gold"},
      {"sweet_potato", 90, "sweet potato,고구마,yam"},
      {"taro", 110, "taro,토란,곤약,konjac,야콘,yacon,마"},
      // Beans
      {"soy", 76, "tofu,두부,순두부,bean curd,연두부"},
      {"soy", 400,
       "soy,soybean,soya,edamame,콩,대두,서리태,흑태,쥐눈이콩,검정소립콩,tempeh,템페,콩가루,soy "
       "flour,soy milk,두유,유부"},
      {"soy", 35, "콩나물,soybean sprout"},
      {"bean", 130,
       "bean,kidney bean,black bean,pinto bean,pinto,cannellini bean,cannelini bean,white "
       "bean,cannelini,cannellini,lima bean,broad bean,butter bean,red bean,green "
       "bean,강낭콩,팥,붉은팥,검정팥,회색팥,동부,리마콩,잠두,작두,도두,적두,string bean,fava "
       "bean,navy bean"},
      {"bean", 30, "숙주,숙주나물,mung bean sprout,bean sprout,sprout,brussels sprout"},
      {"bean", 340, "녹두,mung bean,녹두묵,청포묵"},
      {"bean lentil", 116, "lentil,red lentil,green lentil,렌틸콩,렌즈콩"},
      {"bean chickpea", 164, "chickpea,chick pea,garbanzo,garbanzo bean,병아리콩"},
      {"bean pea", 81,
       "pea,완두,완두콩,green pea,녹색완두,snow pea,snap pea,sugar snap pea,split "
       "pea,tirabeque,frozen pea"},
      {"peanut", 567, "peanut,땅콩,groundnut,peanut butter,땅콩버터,땅콩 버터,peanut oil,땅콩기름"},
      // Nuts and seeds
      {"almond", 579, "almond,아몬드,almond flour,almond meal,ground almond,almond milk"},
      {"walnut", 654, "walnut,호두"},
      {"cashew", 553, "cashew,cashew nut,캐슈,캐슈너트,캐슈넛"},
      {"pecan", 691, "pecan,피칸"},
      {"hazelnut", 628, "hazelnut,헤이즐넛,헤즐넛"},
      {"pistachio", 560, "pistachio,피스타치오"},
      {"macadamia", 718, "macadamia,macadamia nut,마카다미아"},
      {"brazil_nut", 656, "brazil nut,brazilnut,브라질너트"},
      {"pine_nut", 673, "pine nut,잣,pinon"},
      {"chestnut", 160, "chestnut,밤"},
      {"almond walnut cashew pecan hazelnut pistachio macadamia brazil_nut pine_nut chestnut "
       "ginkgo coconut peanut seed",
       600, "nut,mixed nut,견과,견과류"},
      {"ginkgo", 180, "ginkgo,ginkgo nut,은행"},
      {"coconut", 350,
       "coconut,코코넛,coconut milk,coconut cream,coconut oil,desiccated coconut,shredded "
       "coconut,코코넛밀크"},
      {"sesame", 570,
       "sesame,sesame seed,참깨,깨,통깨,깨소금,tahini,tehina,검정깨,흰깨,볶은깨,흑임자"},
      {"sesame", 884, "sesame oil,참기름"},
      {"perilla", 884, "perilla oil,들기름,들깨,들깨가루,perilla seed"},
      {"perilla", 37, "들깻잎,깻잎,perilla leaf"},
      {"seed", 560,
       "sunflower seed,해바라기씨,pumpkin seed,호박씨,flax seed,flax,아마씨,chia,chia "
       "seed,연씨,hemp heart"},
      // Vegetables
      {"onion", 40, "onion,양파,red onion,white onion,yellow onion,shallot,적양파,brown onion"},
      {"leek", 30,
       "green onion,spring onion,scallion,leek,chive,파,대파,쪽파,실파,부추,달래,산마늘,양파순"},
      {"garlic sulfite", 140,
       "garlic,garlic clove,마늘,다진마늘,풋마늘,garlic powder,마늘가루,마늘종,통마늘"},
      {"ginger", 80, "ginger,gingerroot,ginger root,생강,생강가루"},
      {"carrot", 41, "carrot,당근"},
      {"celery", 16,
       "celery,celeriac,셀러리,샐러리,celery salt,celery stalk,celery rib,celery stick"},
      {"tomato", 18, "tomato,토마토,cherry tomato,방울토마토,roma tomato,plum tomato,tomatillo"},
      {"tomato sulfite", 40,
       "passata,tomato puree,tomato paste,토마토 페이스트,crushed tomato,canned tomato,chopped "
       "tomato,diced tomato,tomato passata,sun dried tomato"},
      {"pepper", 30,
       "bell pepper,red bell pepper,green bell pepper,sweet pepper,파프리카,피망,미니파프리카"},
      {"pepper chili", 35,
       "red pepper,green pepper,yellow pepper,orange pepper,hot pepper,long pepper"},
      {"chili", 40,
       "chili,chilli,chile,chilly,chili pepper,chilli pepper,jalapeno,jalapeno "
       "pepper,serrano,serrano pepper,habanero,scotch bonnet,cayenne,cayenne "
       "pepper,고추,청양고추,풋고추,홍고추,고춧가루,붉은고추,chili flake,chilli flake,red pepper "
       "flake,pepper flake,chili powder,chilli powder,고춧잎,오이고추,꽈리고추,건고추"},
      {"paprika", 280, "paprika,smoked paprika,sweet paprika,hungarian paprika,paprika powder"},
      {"cucumber", 15, "cucumber,오이,취청,zucchini cucumber"},
      {"squash", 25,
       "zucchini,courgette,squash,butternut "
       "squash,pumpkin,애호박,호박,단호박,늙은호박,국수호박,호박고지,butternut"},
      {"eggplant", 25, "eggplant,aubergine,가지"},
      {"cabbage", 25,
       "cabbage,양배추,적양배추,배추,봄동,얼갈이배추,napa cabbage,red cabbage,white cabbage,savoy "
       "cabbage,방울다다기양배추,청경채,bok choy,쌈추"},
      {"broccoli", 34, "broccoli,브로콜리"},
      {"cauliflower sulfite", 25, "cauliflower,꽃양배추,콜리플라워"},
      {"spinach", 23, "spinach,시금치,섬초,chard,swiss chard,근대"},
      {"lettuce", 15,
       "lettuce,romaine lettuce,romaine,iceberg "
       "lettuce,상추,청상추,로메인,양상추,치커리,적치커리,arugula,rocket,escarole,endive"},
      {"kale", 40, "kale,케일,collard,collard green"},
      {"radish", 16,
       "radish,무,총각무,왜무,무청,열무,순무,turnip,콜라비,kohlrabi,parsnip,swede,시래기,알타리"},
      {"beet", 43, "beet,beetroot,비트,적비트"},
      {"asparagus sulfite", 20, "asparagus,아스파라거스"},
      {"artichoke", 47, "artichoke,아티초크"},
      {"fennel", 31, "fennel,fennel bulb,fennel seed"},
      {"okra", 33, "okra,오크라"},
      {"lotus", 70, "연근,lotus root,우엉,burdock,죽순,bamboo shoot,더덕,도라지"},
      {"mushroom sulfite", 25,
       "mushroom,button mushroom,chestnut "
       "mushroom,portobello,portabello,shitake,shiitake,maitake,champignon,oyster "
       "mushroom,표고버섯,느타리버섯,새송이버섯,큰느타리버섯,팽이버섯,양송이버섯,목이버섯,버섯,"
       "송이버섯,만가닥버섯,crimini mushroom,양송이,표고"},
      {"greens", 25,
       "고사리,취나물,참취,미나리,쑥,쑥갓,냉이,돌나물,두릅,참나물,비름,씀바귀,나물,머위,곰취,아욱,"
       "고구마줄기,토란대,mugwort,민들레,water parsley"},
      {"seaweed", 40,
       "seaweed,nori,김,미역,다시마,파래,톳,매생이,kelp,kombu,wakame,돌김,구운김,초밥김,한천,agar,"
       "agar agar"},
      {"olive", 145, "olive,올리브,kalamata olive,kalamata,black olive,green olive"},
      {"caper", 23, "caper"},
      {"avocado", 160, "avocado,아보카도"},
      // Fruit
      {"apple", 52, "apple,사과"},
      {"pear", 57, "pear,배"},
      {"peach", 39, "peach,복숭아,nectarine,천도,백도,황도"},
      {"apricot sulfite", 48, "apricot,살구,dried apricot"},
      {"plum sulfite", 46, "plum,자두,매실,prune"},
      {"cherry", 63, "cherry,체리,버찌,앵두"},
      {"strawberry sulfite", 32, "strawberry,딸기"},
      {"berry sulfite", 45,
       "blueberry,블루베리,raspberry,라즈베리,blackberry,블랙베리,cranberry,크랜베리,복분자,오디,"
       "블랙커런트"},
      {"berry strawberry grape cherry", 45, "berry"},
      {"grape sulfite", 69, "grape,포도,청포도,샤인머스켓,머루,raisin,건포도,currant"},
      {"citrus", 45,
       "lemon,lime,orange,grapefruit,citrus,mandarin,tangerine,clementine,레몬,라임,오렌지,자몽,귤,"
       "한라봉,유자,탱자,금귤,lemon juice,lime juice,orange juice,lemon zest,레몬즙,orange "
       "zest,citrus zest,온주밀감,yuzu"},
      {"banana", 89, "banana,바나나,plantain"},
      {"mango", 60, "mango,망고"},
      {"kiwi", 61, "kiwi,키위,다래,kiwifruit"},
      {"melon", 34, "melon,멜론,참외,cantaloupe"},
      {"watermelon", 30, "watermelon,수박"},
      {"pineapple", 50, "pineapple,파인애플"},
      {"papaya", 43, "papaya,파파야"},
      {"fig sulfite", 74, "fig,무화과"},
      {"date sulfite", 280, "date,대추,jujube,대추야자"},
      {"persimmon", 70, "persimmon,감,단감,연시,홍시,곶감,대봉"},
      {"pomegranate", 83, "pomegranate,석류"},
      // Herbs and spices, each by itself
      {"black_pepper", 250,
       "black pepper,white pepper,peppercorn,black peppercorn,후추,후춧가루,흑후추,ground black "
       "pepper,freshly ground black pepper"},
      {"black_pepper pepper chili", 100, "pepper,ground pepper,whole pepper"},
      {"mustard", 66,
       "mustard,mustard seed,mustard powder,겨자,갓,dijon mustard,dijon,yellow "
       "mustard,홀그레인머스터드,머스터드,mustard green"},
      {"herb", 40,
       "herb,basil,바질,oregano,thyme,rosemary,sage,parsley,italian parsley,cilantro,mint,mint "
       "leaf,민트,dill,tarragon,chervil,marjoram,majoran,lovage,파슬리,고수,로즈마리,타임,오레가노,"
       "bay leaf,bayleaf,bay leave,월계수,월계수잎,lemongrass,epazote"},
      {"coriander", 300,
       "coriander,coriander seed,coriander powder,ground coriander,coriander leaf,fresh coriander"},
      {"cumin", 375, "cumin,cumin seed,cumin powder,커민,큐민"},
      {"turmeric", 350, "turmeric,tumeric,curcuma,강황"},
      {"cinnamon", 250, "cinnamon,cinamon,cinnamon stick,계피,시나몬"},
      {"nutmeg", 525, "nutmeg,mace,nuez moscada,육두구"},
      {"spice", 300,
       "clove,cardamom,cardamom pod,star anise,anise,caraway,caraway seed,juniper "
       "berry,allspice,fenugreek,fenugreek leaf,saffron,sumac,정향,팔각"},
      {"horseradish mustard", 48, "horseradish,고추냉이,wasabi,와사비"},
      {"vanilla alcohol", 288,
       "vanilla,vanilla extract,vanilla essence,vanilla bean,바닐라,vanilla pod"},
      {"cocoa", 230, "cocoa,cocoa powder,unsweetened cocoa powder,코코아,cacao"},
      {"tea", 1, "tea,green tea,black tea,녹차,홍차,tea leaf,tea bag,teabag,우롱차"},
      {"coffee", 1, "coffee,coffee bean,espresso,커피,ground coffee"},
      {"ginseng", 60, "인삼,수삼,ginseng,홍삼"},
      // Oils, sugars, salt, leavening
      {"olive", 884, "olive oil,extra virgin olive oil,virgin olive oil,올리브유,올리브오일"},
      {"oil soy peanut sesame corn seed coconut olive perilla", 884,
       "oil,vegetable oil,cooking oil,frying oil,식용유,콩기름,soybean oil,neutral oil"},
      {"oil", 884,
       "canola oil,rapeseed oil,sunflower oil,카놀라유,포도씨유,corn oil,avocado "
       "oil,현미유,쌀겨기름,미강유"},
      {"sugar", 390,
       "sugar,brown sugar,white sugar,caster sugar,granulated sugar,powdered sugar,icing "
       "sugar,light brown sugar,dark brown sugar,cane "
       "sugar,설탕,흑설탕,황설탕,molasses,당밀,agave,agave syrup,maple "
       "syrup,메이플시럽,fructose,과당"},
      {"barley sulfite corn", 320, "물엿,조청,쌀조청,corn syrup,올리고당"},
      {"honey", 304, "honey,꿀"},
      {"salt", 0, "salt,sea salt,kosher salt,table salt,소금,천일염,굵은소금,정제염,맛소금"},
      {"water", 0,
       "water,cold water,hot water,warm water,boiling water,lukewarm water,물,찬물,ice,ice "
       "cube,얼음,생수"},
      {"leaven", 0,
       "baking soda,baking powder,베이킹파우더,baker ammonium,cream of tartar,sodium "
       "bicarbonate,베이킹소다,식소다"},
      {"yeast", 300, "yeast,active dry yeast,instant yeast,dry yeast,fresh yeast,이스트"},
      {"xanthan", 0, "xanthan gum"},
  };
  return kRows;
}

}  // namespace tinybrain::skills::coach
