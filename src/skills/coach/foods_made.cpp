// The ontology's foods that are made of others: where allergens hide. A "?" marks what its name does not tell in full.
#include "skills/coach/foods.h"

namespace tinybrain::skills::coach {

std::span<const FoodRow> made_foods() {
  static constexpr FoodRow kRows[] = {
      // Korean sauces and pastes
      {"soy wheat", 53,
       "soy sauce,간장,진간장,국간장,양조간장,조선간장,shoyu,tamari,맛간장,light soy sauce,dark "
       "soy sauce,soya sauce"},
      {"soy wheat rice barley chili", 180, "고추장,gochujang"},
      {"soy wheat barley", 190,
       "된장,doenjang,miso,미소,miso paste,soybean paste,청국장,막장,일식된장"},
      {"soy wheat rice barley chili sesame garlic onion", 190, "쌈장,ssamjang,초고추장"},
      {"soy wheat caramel", 200, "춘장,chunjang"},
      {"soy wheat pork beef milk ?", 130, "짜장,짜장소스,짜장 소스,jajang"},
      {"fish anchovy shrimp sulfite", 60, "젓갈,육젓,젓국,salted fish"},
      {"fish wheat egg soy squid shrimp sulfite ?", 150,
       "어묵,오뎅,fish cake,fishcake,사각어묵,어묵탕"},
      {"fish crab wheat egg soy sulfite ?", 100,
       "맛살,게맛살,크래미,crab stick,surimi,imitation crab"},
      {"cabbage radish shrimp anchovy fish garlic chili ginger leek wheat rice oyster sulfite", 30,
       "김치,배추김치,kimchi,깍두기,총각김치,열무김치,파김치,갓김치,김칫국물,신김치,물김치,동치미,"
       "백김치,나박김치,겉절이,묵은지"},
      {"radish sulfite", 20, "단무지,pickled radish"},
      {"soy wheat", 60, "장조림간장,데리야끼소스,데리야끼,teriyaki,teriyaki sauce"},
      {"oyster soy wheat mollusc", 60, "oyster sauce,굴소스,굴 소스"},
      {"alcohol sulfite rice", 240, "맛술,미림,mirin,미향,요리술,cooking wine,cooking sake"},
      {"beef soy wheat milk msg ?", 250,
       "다시다,소고기다시다,쇠고기다시다,조미료,치킨스톡,조미소,연두,다시팩"},
      {"milk wheat soy egg ?", 300, "카레,카레가루,커리"},
      // Western and Asian sauces
      {"anchovy fish soy barley vinegar garlic onion sulfite celery", 78,
       "worcestershire,worcestershire sauce,worchestershire,worchestershire sauce,worcester "
       "sauce,우스터,우스터소스,우스터 소스"},
      {"egg mustard soy", 680, "mayonnaise,mayo,마요네즈,mayonaise,japanese mayonnaise,aioli"},
      {"tomato celery sulfite", 110, "ketchup,케첩,케찹,tomato ketchup"},
      {"tomato ? sulfite", 60,
       "tomato sauce,토마토소스,토마토 소스,marinara,marinara sauce,pasta sauce,salsa,enchilada "
       "sauce,pizza sauce"},
      {"chili garlic sulfite", 90,
       "sriacha,sriracha,sriracha sauce,hot sauce,tabasco,tabasco sauce,핫소스,핫 소스,franks "
       "redhot,chili sauce,chilli sauce,칠리소스,스리라차"},
      {"soy wheat sesame chili garlic peanut", 220,
       "hoisin,hoisin sauce,해선장,두반장,doubanjiang"},
      {"soy wheat fish shrimp ?", 100,
       "xo sauce,돈까스소스,돈가스소스,tonkatsu sauce,bulldog sauce,barbecue sauce,bbq "
       "sauce,바베큐소스,steak sauce,불고기양념,소불고기양념,양념장"},
      {"egg anchovy milk mustard soy ?", 400,
       "caesar dressing,ranch,ranch dressing,dressing,드레싱,샐러드드레싱,salad "
       "dressing,coleslaw,tartar sauce"},
      {"egg milk wheat ?", 150,
       "bechamel,béchamel,bechamel sauce,hollandaise,gravy,gravy granule,white sauce,크림소스"},
      {"basil milk pine_nut cashew walnut olive garlic ?", 450, "pesto,바질페스토,페스토"},
      {"chickpea sesame garlic citrus", 170, "hummus,후무스"},
      {"sulfite grape alcohol", 88,
       "balsamic vinegar,balsamic,발사믹식초,wine vinegar,red wine vinegar,white wine "
       "vinegar,sherry vinegar,발사믹"},
      {"sulfite apple grape rice barley wheat alcohol pear", 20,
       "vinegar,식초,현미식초,양조식초,white vinegar,distilled vinegar"},
      {"sulfite apple", 20, "사과식초,apple cider vinegar,cider vinegar"},
      {"sulfite rice", 20, "rice vinegar"},
      {"sulfite mustard ?", 20,
       "pickle,피클,relish,gherkin,cornichon,pickled cucumber,오이피클,sauerkraut,장아찌,오이지"},
      {"curry mustard celery ?", 325,
       "curry powder,curry paste,spice,spice blend,spice mix,spice mixture,taco spice,garam "
       "masala,masala,curry,spice mix,five spice,italian seasoning,italian herb,taco "
       "seasoning,cajun seasoning,creole seasoning,adobo,ras el "
       "hanout,za'atar,zaatar,sazon,seasoning,mixed herb,herbes de provence,mixed "
       "spice,gingerbread spice,pumpkin spice,lemon pepper,onion powder"},
      {"tandoori milk ?", 300, "tandoori paste,butter chicken paste"},
      // Stocks
      {"chicken celery onion carrot ?", 15,
       "chicken stock,chicken broth,chicken bouillon,닭육수,chicken stock cube,치킨육수"},
      {"beef celery onion carrot ?", 15,
       "beef stock,beef broth,beef bouillon,소고기육수,사골육수,사골국물,beef stock cube,beef "
       "consomme"},
      {"celery onion carrot soy ?", 12,
       "vegetable stock,vegetable broth,vegetable bouillon,채수,vegetable stock cube,veggie "
       "broth,veggie stock"},
      {"fish anchovy tuna seaweed", 10, "dashi,다시,fish stock,가쓰오육수,육수팩,다시마멸치육수"},
      {"celery chicken beef pork fish soy wheat milk ?", 15,
       "stock,broth,bouillon,bouillon cube,stock cube,육수,stock pot"},
      // Bread, doughs, sweets
      {"wheat soy milk egg sesame barley rye oat ?", 265,
       "bread,빵,식빵,baguette,burger bun,bun,ciabatta,brioche,toast,bread slice,loaf "
       "bread,바게트,모닝빵,햄버거빵,sourdough,sourdough bread,rye bread,pumpernickel,dinner "
       "roll,bread roll,파니니,ciabatta bread,white bread,naan,pita,pita "
       "bread,croissant,크로와상,베이글,bagel,english muffin"},
      {"wheat soy milk egg ?", 380,
       "breadcrumb,bread crumb,빵가루,panko,crouton,튀김가루,부침가루,튀김옷,batter,pancake "
       "mix,핫케이크가루,stuffing"},
      {"wheat ?", 310,
       "tortilla,flour tortilla,wrap,burrito wrap,pizza dough,puff pastry,pie "
       "crust,pastry,phyllo,filo,dough,만두피,wonton wrapper,또띠아,shortcrust pastry"},
      {"wheat milk egg soy ?", 450,
       "cookie,cracker,biscuit,cake,과자,쿠키,크래커,케이크,비스킷,머핀,도넛,카스텔라,graham "
       "cracker,ladyfinger,fritter,crepe,pretzel"},
      {"milk soy cocoa ?", 540,
       "chocolate,초콜릿,dark chocolate,chocolate chip,milk chocolate,white "
       "chocolate,couverture,다크초콜릿,semi sweet chocolate,nutella"},
      {"milk soy ?", 720, "margarine,마가린,shortening,쇼트닝"},
      {"fruit sugar sulfite ?", 250,
       "jam,잼,marmalade,apple sauce,applesauce,fruit,과일,candied fruit,jelly,dried fruit"},
      {"milk soy coconut ?", 500,
       "coffee creamer,커피크리머,caramel,카라멜,sprinkle,fondant,marshmallow,candy,사탕,젤리,껌"},
      {"vegetable celery ?", 30,
       "vegetable,채소,야채,mixed vegetable,salad,salad green,mixed salad,샐러드"},
      // Alcohol
      {"alcohol sulfite grape", 83,
       "wine,red wine,white wine,dry white wine,포도주,와인,레드와인,화이트와인,sherry,port "
       "wine,marsala,champagne,적포도주,cooking white wine,prosecco"},
      {"alcohol barley wheat", 43, "beer,맥주,ale,dark ale,흑맥주,stout,guinness"},
      {"alcohol rice wheat", 130, "sake,청주,정종,막걸리,소주,soju,makgeolli"},
      {"alcohol ? sulfite", 230,
       "rum,brandy,cognac,whiskey,whisky,vodka,gin,tequila,liqueur,kirsch,cachaça,bourbon,grain "
       "alcohol,브랜디,위스키,보드카,amaretto,cointreau,alcohol"},
      {"apple sulfite ?", 46, "cider,apple cider,사이다"},
      // Ready dishes and processed foods
      {"wheat pork beef soy egg leek sesame shrimp ?", 220,
       "만두,dumpling,교자,고기만두,물만두,만둣국"},
      {"wheat soy egg milk pork beef chicken clam mussel oyster shrimp fish ?", 450,
       "라면,ramyeon,ramen,라면사리,스프,라면스프,instant noodle,soup,수프,즉석국,instant "
       "ramen,cup noodle"},
      {"pork blood sweet_potato soy wheat shrimp oyster ?", 180, "순대,sundae"},
      {"rice soy wheat egg pork fish crab radish sesame seaweed milk carrot spinach ?", 180,
       "김밥,gimbap,kimbap,초밥,sushi,삼각김밥"},
      {"wheat egg milk soy beef pork tomato mustard onion ?", 260,
       "hamburger,햄버거,sandwich,샌드위치,핫도그,피자,pizza,crocket,크로켓,돈까스,돈가스,너겟,"
       "nugget,치킨너겟,포크커틀릿"},
      {"sweet_potato soy wheat sesame beef mushroom egg ?", 150, "잡채,japchae"},
      {"soy milk egg ?", 380,
       "protein powder,단백질보충제,단백질파우더,프로틴,whey powder,단백질 보충제"},
      {"milk soy wheat ?", 120, "밀키스,쉐이크,shake,milkshake"},
      {"cola caramel", 40, "cola,콜라,soda water,탄산수,club soda,토닉워터"},
  };
  return kRows;
}

}  // namespace tinybrain::skills::coach
