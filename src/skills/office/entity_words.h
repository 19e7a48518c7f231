// The words that tell amounts, organisations and places. No claim to be complete.
#pragma once

#include <string_view>

namespace tinybrain::skills::office {

inline constexpr std::string_view kSigns[] = {"$", "€", "£", "¥", "₩"};
inline constexpr std::string_view kLargeKorean[] = {"천만", "백만", "십만", "조", "억",
                                                    "만",   "천",   "백",   "십"};
inline constexpr std::string_view kLargeEnglish[] = {"thousand", "million", "billion", "trillion",
                                                     "bn",       "k",       "m"};
// Right after a number, with or without a space; the longer come first. Those in Latin letters must end there.
inline constexpr std::string_view kUnits[] = {
    "퍼센트", "percent", "달러",   "유로",  "위안",       "파운드",     "원",       "엔",
    "%",      "dollars", "dollar", "euros", "euro",       "won",        "pounds",   "pound",
    "yen",    "cents",   "USD",    "KRW",   "EUR",        "GBP",        "JPY",      "km/h",
    "km",     "cm",      "mm",     "kg",    "mg",         "ml",         "kWh",      "kW",
    "GB",     "MB",      "TB",     "m²",    "㎡",         "°C",         "miles",    "meters",
    "metres", "litres",  "liters", "grams", "kilometers", "kilometres", "킬로미터", "킬로그램",
    "미터",   "그램",    "리터",   "톤",    "평"};

// The last word of an organisation's name, or the one before "of": "University of Washington".
inline constexpr std::string_view kOrganisationEnds[] = {
    "Inc",         "Ltd",        "LLC",       "Corp",       "Corporation", "Company",  "GmbH",
    "University",  "College",    "Institute", "Bank",       "Ministry",    "Agency",   "Foundation",
    "Association", "Committee",  "Council",   "Party",      "Museum",      "Hospital", "School",
    "Club",        "Group",      "Holdings",  "Airlines",   "Society",     "Union",    "Department",
    "Commission",  "Laboratory", "Academy",   "Parliament", "Congress"};
// The last word of a place's name.
inline constexpr std::string_view kPlaceEnds[] = {
    "Street",   "Avenue",    "Road",   "River",   "Lake",     "Island",    "Islands",
    "Mountain", "Mountains", "City",   "County",  "Park",     "Square",    "Beach",
    "Bay",      "Valley",    "Desert", "Ocean",   "Sea",      "Peninsula", "Province",
    "District", "Village",   "Bridge", "Airport", "Station",  "Harbor",    "Harbour",
    "Canal",    "Canyon",    "Falls",  "Palace",  "Cathedral"};
inline constexpr std::string_view kPlaces[] = {
    "Africa",         "Antarctica",    "Argentina",     "Asia",        "Athens",      "Australia",
    "Austria",        "Bangkok",       "Barcelona",     "Beijing",     "Belgium",     "Berlin",
    "Boston",         "Brazil",        "Britain",       "Busan",       "Cairo",       "California",
    "Cambodia",       "Canada",        "Chicago",       "Chile",       "China",       "Colombia",
    "Cuba",           "Daegu",         "Daejeon",       "Denmark",     "Dubai",       "Dublin",
    "Egypt",          "England",       "Europe",        "Finland",     "Florida",     "France",
    "Germany",        "Gwangju",       "Greece",        "Hanoi",       "Hawaii",      "Hong Kong",
    "Hungary",        "Iceland",       "Incheon",       "India",       "Indonesia",   "Iran",
    "Iraq",           "Ireland",       "Israel",        "Istanbul",    "Italy",       "Japan",
    "Jeju",           "Kenya",         "Korea",         "London",      "Los Angeles", "Madrid",
    "Malaysia",       "Mexico",        "Moscow",        "Mumbai",      "Myanmar",     "Nepal",
    "Netherlands",    "New York",      "New Zealand",   "Nigeria",     "Norway",      "Osaka",
    "Pakistan",       "Paris",         "Peru",          "Philippines", "Poland",      "Portugal",
    "Rome",           "Russia",        "San Francisco", "Scotland",    "Seattle",     "Seoul",
    "Shanghai",       "Singapore",     "Spain",         "Sweden",      "Switzerland", "Sydney",
    "Taiwan",         "Texas",         "Thailand",      "Tokyo",       "Turkey",      "Ukraine",
    "United Kingdom", "United States", "Vietnam",       "Washington",  "Wales"};

}  // namespace tinybrain::skills::office
