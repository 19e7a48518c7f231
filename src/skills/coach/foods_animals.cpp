// The ontology's foods of animals. Fish, crustaceans and molluscs each stand for their whole group in an allergy.
#include "skills/coach/foods.h"

namespace tinybrain::skills::coach {

std::span<const FoodRow> animal_foods() {
  static constexpr FoodRow kRows[] = {
      {"egg", 143,
       "egg,달걀,계란,egg yolk,yolk,egg "
       "white,메추리알,오리알,기러기알,수란,난백,난황,지단,달걀지단,quail egg,beaten egg,삶은달걀"},
      {"milk", 61, "milk,우유,whole milk,skim milk,저지방우유,semi skimmed milk,dairy"},
      {"milk", 330,
       "cream,heavy cream,sour cream,double cream,single cream,whipping cream,heavy whipping "
       "cream,creme fraiche,crème fraîche,생크림,휘핑크림,cooking cream,liquid cream,half and "
       "half"},
      {"milk", 60,
       "yogurt,yoghurt,greek yogurt,요구르트,요거트,plain "
       "yogurt,buttermilk,quark,플레인요거트,kefir"},
      {"milk", 717, "butter,버터,unsalted butter,salted butter,ghee,clarified butter"},
      {"milk rennet", 350,
       "cheese,치즈,cheddar,cheddar cheese,mozzarella,mozzarella "
       "cheese,모짜렐라,모짜렐라치즈,parmesan,parmesan cheese,parmigiano,parmigiano "
       "reggiano,pecorino,pecorino "
       "romano,romano,gruyere,gruyère,gouda,edam,emmental,emmentaler,emmental "
       "cheese,comté,comte,mimolette,feta,feta cheese,ricotta,ricotta cheese,cream "
       "cheese,크림치즈,cottage cheese,goat cheese,camembert,brie,oaxaca cheese,monterey "
       "jack,oaxaca,체다,파마산,체다치즈,슬라이스치즈,까망베르,고다,리코타,카테지,swiss "
       "cheese,blue cheese,provolone,mascarpone,appenzeller,boursin,tilsiter"},
      {"milk", 320, "condensed milk,evaporated milk,연유,milk powder,분유,whey"},
      {"milk ?", 200, "ice cream,아이스크림,아이스밀크"},
      {"beef", 200,
       "beef,소고기,쇠고기,한우,ground beef,minced beef,beef mince,beef steak,steak,beef stew "
       "meat,sirloin,brisket,chuck roast,beef "
       "brisket,oxtail,사태,양지,우둔,등심,안심,채끝,홍두깨살,불고기감,설도,차돌박이,veal,veal "
       "shank,송아지고기,사골,ground chuck,chuck,beef bone,flank steak,skirt steak,stew "
       "beef,다진소고기,소갈비,육우,채끝살,안심살"},
      {"beef", 900, "tallow,beef tallow,쇠기름,suet"},
      {"pork", 240,
       "pork,돼지고기,삼겹살,목살,돼지,pork shoulder,pork belly,pork chop,porkchop,pork loin,pork "
       "tenderloin,ground pork,minced pork,pork mince,돼지갈비,pork rib,spare "
       "rib,앞다리,뒷다리,돼지등심,다진돼지고기,pulled pork,족발,항정살,갈매기살,pork cutlet"},
      {"pork", 900, "lard,돼지기름,라드,pork fat"},
      {"pork nitrite ?", 300,
       "ham,bacon,햄,베이컨,pancetta,guanciale,prosciutto,chorizo,sausage,소시지,salami,pepperoni,"
       "salsiccia,lardon,speklapje,andouille,andouille sausage,rookworst,falukorv,chipolata,hot "
       "dog,프랑크소시지,비엔나소시지,smoked sausage,italian sausage,bacon "
       "bit,런천미트햄,로스햄,스팸,spam"},
      {"lamb", 250, "lamb,mutton,lamb shoulder,leg of lamb,양고기,어린양고기,lamb leg,lamb neck"},
      {"chicken", 165,
       "chicken,chicken breast,chicken thigh,chicken leg,chicken wing,chicken "
       "drumstick,닭,닭고기,닭가슴살,닭다리,닭다리살,닭볶음탕용닭,영계,whole "
       "chicken,닭안심,닭날개,오골계,chicken meat"},
      {"duck other_poultry", 240,
       "duck,오리,오리고기,turkey,칠면조고기,goose,거위,꿩고기,메추리고기,turkey breast,ground "
       "turkey"},
      {"meat offal liver ?", 150, "liver,heart,kidney,내장,tripe,허파,곱창,천엽,오소리감투"},
      {"beef pork blood", 120, "선지,blood"},
      {"meat pork beef chicken ?", 220,
       "meat,고기,ground meat,minced meat,mince,meatball,육류,다진고기,다짐육"},
      {"other_meat", 150, "토끼고기,rabbit,말고기,venison,고래고기,자라고기,개구리고기"},
      {"gelatin pork beef", 335, "gelatin,gelatine,젤라틴,unflavored gelatin"},
      {"salmon", 200, "salmon,연어,salmon fillet,smoked salmon,훈제연어,홍연어"},
      {"tuna", 130, "tuna,참치,참다랑어,다랑어,가다랑어,참치캔,참치통조림,canned tuna"},
      {"tuna", 300, "가다랑어포,가쓰오부시,katsuobushi,bonito flake,bonito"},
      {"mackerel", 200, "mackerel,고등어,삼치,전갱이,자반고등어,꽁치"},
      {"anchovy", 130,
       "anchovy,멸치,anchovy fillet,anchovy "
       "paste,국물용멸치,멸치육수,멸치다시마육수,멸치가루,잔멸치,멸치액젓,까나리액젓,까나리,액젓,"
       "멸치젓"},
      {"cod", 90, "cod,대구,명태,동태,황태,북어,코다리,pollock,haddock,명란,명란젓,황태채,북어채"},
      {"fish", 120,
       "fish,생선,fish fillet,white "
       "fish,흰살생선,붉은살생선,trout,송어,sole,flounder,광어,가자미,넙치,도미,참돔,돔,조기,굴비,"
       "갈치,민어,농어,우럭,볼락,장어,붕장어,뱀장어,herring,청어,sardine,정어리,halibut,tilapia,"
       "trevally,sea "
       "bass,seabass,복어,빙어,은어,미꾸라지,쥐치,양태,옥돔,준치,숭어,방어,아귀,홍어,가오리,날치,"
       "날치알,생선알,생선살,fish sauce,피시소스"},
      {"shrimp sulfite", 90,
       "shrimp,prawn,새우,칵테일새우,대하,jumbo shrimp,건새우,보리새우,새우젓,새우살,새우가루,king "
       "prawn,크릴"},
      {"crab sulfite", 90, "crab,게,꽃게,대게,홍게,게살,crab meat"},
      {"lobster sulfite", 90, "lobster,바닷가재,가재,crayfish,갯가재"},
      {"squid", 92, "squid,calamari,오징어,한치,꼴뚜기,갑오징어,오징어채,cuttlefish"},
      {"octopus", 82, "octopus,문어,낙지,주꾸미,세발낙지"},
      {"clam", 80,
       "clam,조개,바지락,꼬막,모시조개,가리비,scallop,관자,대합,재첩,피조개,키조개,바지락살,조갯살,"
       "맛조개"},
      {"mussel", 80, "mussel,홍합,담치"},
      {"oyster", 70, "oyster,굴,생굴,어리굴젓,굴젓"},
      {"abalone", 100, "abalone,전복"},
      {"snail", 90, "snail,escargot,소라,고둥,골뱅이,우렁이,다슬기,달팽이"},
      {"mollusc", 80, "해삼,멍게,성게,미더덕,개불,해파리,sea cucumber"},
      {"fish shrimp crab clam squid ?", 90, "seafood,해물,해산물,해물믹스,shellfish"},
      {"insect shrimp", 150, "번데기,메뚜기"},
  };
  return kRows;
}

}  // namespace tinybrain::skills::coach
