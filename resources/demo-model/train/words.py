# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Word lists that fill the slots of prompts and templates. Written by hand for this project."""


def _words(text):
    """Split a list written as one comma-separated text."""
    return [word.strip() for word in text.replace("\n", " ").split(",") if word.strip()]


CHARACTERS = _words("""a little fox, a brave girl, a shy boy, an old fisherman, a young baker, a clever crow, a lonely giant,
a small dragon, a curious mouse, a tired king, a kind queen, a clumsy robot, a wise owl, a hungry bear, a lost lamb, a quiet
gardener, a cheerful tailor, a night watchman, a lighthouse keeper, a wandering musician, a stubborn goat, a gentle wolf, a
proud cat, a playful puppy, a forgetful wizard, a poor miller, a farmer's daughter, a clockmaker, a sailor, a paper boat, a
snow hare, a small elephant, a talking frog, a green parrot, a slow turtle, a young knight, a princess who loved maps, a boy
who could not sleep, a girl who collected stones, two sisters, twin brothers, a painter, a blacksmith, a shepherd, a
beekeeper, a postman, a librarian, a little star, a wooden doll, a tiny ant, a grandmother, a grandfather, a carpenter, a
red squirrel, a white horse, a donkey, a swan, a hedgehog, a badger, a young witch, a friendly ghost, a street dog, a cook,
a ferryman, a glass blower, a map maker, a duck who feared water, a whale, a family of rabbits, a boy named Tom, a girl named
Mia, a girl named Lily, a boy named Ben, a boy named Omar, a girl named Anna, a girl named Sara, an old man named Jakob""")

PLACES = _words("""in a deep forest, by the sea, in a small village, on a high mountain, in a castle, in a quiet valley, near
a wide river, on a far island, in a busy town, in a garden, on a farm, at the edge of the desert, under an old bridge, in a
house made of stone, in a snowy land, in a lighthouse, beside a mill, in a cave, on a ship, in a city of bells, in a hollow
tree, behind a waterfall, in a meadow full of flowers, at the foot of a hill, in an orchard, by a frozen lake, in a kingdom
far away, in a library, in a market town, in a swamp, above a bakery, at the end of a long road""")

THINGS = _words("""a golden key, a silver lamp, an old map, a broken clock, a magic seed, a red kite, a lost letter, a small
bell, a strange egg, a wooden box, a blue feather, a glass marble, a warm coat, a mirror, a music box, a pair of boots, a
boat, a book with no words, a candle that never went out, a shining stone, a secret door, a flute, a silver coin, a compass,
a lantern, a basket of apples, a tiny door, a bridge of light, a star that had fallen, a forgotten garden, a hidden path, a
blanket, a ring, a rope, a ladder, a bottle with a message, a drum, a puppet, a pot of honey, a white pebble""")

THEMES = _words("""friendship, courage, honesty, sharing, patience, kindness, curiosity, being afraid of the dark, finding a way
home, learning to wait, helping a stranger, a promise, a storm, a long journey, a secret, a mistake, a lost friend, a new
neighbour, a cold winter, a great feast, a race, a dream, forgiveness, working together, telling the truth, saying goodbye,
growing up, a gift, a quarrel, a brave choice, a quiet day, a big surprise""")

NAMES = _words("""Max, Nova, Luna, Otto, Ada, Felix, Clara, Hugo, Iris, Leo, Mira, Nico, Olga, Pablo, Quinn, Rosa, Sam, Tara,
Uma, Victor, Wanda, Xenia, Yara, Zoe, Alma, Bruno, Chloe, Daria, Emil, Fiona, Greta, Henry, Ida, Jonas, Kira, Lars, Maya, Noah,
Oscar, Paula, Rita, Simon, Theo, Vera, Willow, Ava, Bella, Carl, Dora, Eli, Frida, Gina, Hannah, Ivan, Julia, Karl, Lena, Marco,
Nina, Oliver, Petra, Robin, Sofia, Tim, Ursula, Viola, Wim, Atlas, Echo, Pixel, Aria, Sky, Rusty, Sunny, Marvin, Robo, Byte,
Alice, Bob, Arthur, Lisa, Peter, Maria, Emma, Mila, Finn, Elsa, Kate, Jack, Lucy, Aime, Merlin, Sage, Juno, Orion, Pip, Cleo""")

CITIES = _words("""Berlin, Paris, London, Rome, Madrid, Vienna, Lisbon, Oslo, Prague, Dublin, Athens, Warsaw, Hamburg, Munich,
Zurich, Milan, Lyon, Porto, Ghent, Bergen, Boston, Chicago, Toronto, Sydney, Tokyo, Kyoto, Delhi, Cairo, Lima, Nairobi""")

TOPICS = _words("""rain, snow, wind, the sun, the moon, stars, the sea, rivers, mountains, forests, deserts, islands, clouds,
thunder, rainbows, the seasons, spring, summer, autumn, winter, trees, flowers, grass, mushrooms, fruit, vegetables, bread, cheese,
tea, coffee, chocolate, salt, sugar, honey, soup, cooking, breakfast, cats, dogs, horses, cows, birds, owls, bees, ants,
butterflies, spiders, fish, whales, dolphins, sharks, elephants, lions, bears, wolves, foxes, rabbits, mice, frogs, snakes,
turtles, dinosaurs, houses, bridges, roads, trains, cars, bicycles, ships, airplanes, balloons, lighthouses, castles, libraries,
schools, museums, hospitals, markets, gardens, farms, cities, villages, books, music, the piano, the guitar, drums, singing,
dancing, painting, drawing, photography, theatre, films, poems, stories, letters, maps, clocks, calendars, money, numbers,
geometry, mathematics, physics, chemistry, biology, history, geography, languages, reading, writing, computers, programming,
software, the internet, robots, memory, electricity, magnets, light, sound, heat, gravity, energy, water, air, fire, earth, stone,
sand, iron, gold, glass, paper, wood, wool, plastic, sleep, dreams, health, sport, running, swimming, football, chess,
games, toys, friends, family, parents, children, neighbours, teachers, doctors, farmers, bakers, sailors, pilots, painters, birthdays,
holidays, travel, camping, hiking, the weather, volcanoes, earthquakes, glaciers, lakes, caves, bamboo, roses, apples, lemons,
potatoes, rice, wheat, milk, eggs, a telescope, a microscope, a compass, a thermometer, an umbrella, a key, a candle, a lamp, a
mirror, a hammer, a wheel, soap, shoes, hats, a coat, patience, kindness, courage, honesty, happiness, fear, curiosity, time""")

TIPS = _words("""sleep better, learn a language, make a new friend, cook a simple soup, plant a garden, save money, read more
books, stay calm, prepare for an exam, write a letter, clean a kitchen, keep a plant alive, take good photos, start running,
learn the piano, organise a desk, pack a suitcase, bake bread, train a dog, make tea, spend a rainy day, wake up early, stop
worrying, speak in front of people, remember names, learn to draw, write a story, paint a wall, choose a gift, plan a trip,
be on time, say sorry, help a neighbour, use less water, grow tomatoes, learn chess, learn to program, keep warm in winter, listen
well, eat more vegetables, find a lost key, repair a bicycle, plan a birthday party, focus at work, take a break""")
