/* The invented people and texts of the demo company; tables only. */
#include "server/demo/demo_int.h"

const struct demo_person demo_staff[DEMO_STAFF] = {
	{ "anna.beispiel", "Anna Beispiel", "[\"telefonist\"]", false, 22 },
	{ "ben.muster", "Ben Muster", "[\"telefonist\"]", false, 18 },
	{ "chef", "Christa Chef", "[\"telefonist\"]", true, 2 },
	{ "clara.test", "Clara Test", "[\"opener\",\"telefonist\"]", false, 9 },
	{ "dirk.probe", "Dirk Probe", "[\"opener\",\"berater\"]", false, 4 },
	{ "eva.vorlage", "Eva Vorlage", "[\"telefonist\"]", false, 16 },
	{ "felix.entwurf", "Felix Entwurf", "[\"opener\",\"telefonist\"]",
	    false, 8 },
	{ "greta.schablone", "Greta Schablone", "[\"telefonist\"]", false, 12 },
	{ "hannes.modell", "Hannes Modell", "[\"opener\",\"coach\"]", false,
	    3 },
	{ "ida.skizze", "Ida Skizze", "[\"service\",\"telefonist\"]", false,
	    6 },
};

const struct demo_consultant demo_consultants[DEMO_CONSULTANTS] = {
	{ "Clara", 3, true, 0,
	    { "09:00-18:00", "09:00-18:00", "09:00-16:00", "09:00-18:00",
		"09:00-16:00" } },
	{ "Dirk", 4, true, 0,
	    { "13:30-22:00", "13:30-22:00", "13:30-22:00", "13:30-22:00",
		"" } },
	{ "Felix", 6, true, 0,
	    { "11:00-22:00", "", "09:00-22:00", "11:00-20:00",
		"09:00-13:00" } },
	{ "Hannes", 8, false, 0,
	    { "", "09:00-20:00", "", "09:00-22:00", "09:00-16:00" } },
	{ "Jana", -1, false, 0,
	    { "15:30-22:00", "15:30-22:00", "15:30-22:00", "", "" } },
	{ "Kai", -1, false, 150,
	    { "11:00-17:30", "11:00-17:30", "", "14:00-22:00",
		"09:00-13:00" } },
};

const char *const demo_last_names[] = { "Ahornweg", "Apfelbaum", "Bachstelz",
	"Bärenthal", "Birkenhof", "Blumenroth", "Brombeer", "Buchsbaum",
	"Dachsfeld", "Distelmann", "Dörnbusch", "Eichgrund", "Eisvogel",
	"Erlenbach", "Espenlaub", "Farnwald", "Fichtelmann", "Fliederstein",
	"Fuchsloch", "Gänseblum", "Ginsterberg", "Goldregen", "Grünspecht",
	"Haselnuss", "Heckenrose", "Heidekraut", "Holunder", "Igelmann",
	"Jasminfeld", "Kastanienhof", "Kiefernholz", "Kirschgarten",
	"Kleeblatt", "Königskerze", "Kornblum", "Krähenwinkel", "Lärchenau",
	"Lavendel", "Lindenblatt", "Löwenzahn", "Lupinenberg", "Maiglock",
	"Mohnfeld", "Möwenstein", "Nelkenthal", "Nussbaumer", "Pappelweg",
	"Pfefferminz", "Quittenhain", "Rebenstock", "Rosmarin", "Rotbuche",
	"Rübsamen", "Salbeimann", "Schilfrohr", "Schlehdorn", "Schneeball",
	"Schwalbennest", "Seerose", "Sonnenhut", "Sperlingsberg", "Stechpalm",
	"Sumpfdotter", "Tannenzapf", "Thymian", "Tulpenstiel", "Ulmenhof",
	"Veilchenau", "Wacholder", "Waldmeister", "Weidenkätz", "Weißdorn",
	"Wiesengrund", "Zaunkönig", "Zitterpappel", "Zwetschgenbaum", NULL };

const char *const demo_first_names[] = { "Adele", "Änne", "Bärbel", "Bertram",
	"Björn", "Carlotta", "Dagmar", "Detlef", "Edeltraud", "Emil", "Fiete",
	"Frauke", "Friederike", "Gerda", "Götz", "Günther", "Hanne", "Helmut",
	"Ingeborg", "Jörg", "Jürgen", "Käthe", "Konrad", "Lieselotte", "Lothar",
	"Magda", "Manfred", "Nele", "Norbert", "Ottilie", "Paula", "Rüdiger",
	"Ruth", "Sören", "Swantje", "Thea", "Till", "Ulrike", "Volker",
	"Walburga", "Wilma", "Xaver", "Yvonne", "Zoë", NULL };

const char *const demo_notes[] = { "Möchte über Altersvorsorge sprechen",
	"Rückruf nur nach 17 Uhr, übt Schichtdienst aus",
	"Ehepartner kommt mit, beide berufstätig",
	"Hat Unterlagen schon geprüft, viele Fragen",
	"Wünscht ein Gespräch per Video",
	"Gehört zur Empfehlung von Herrn Löwenzahn",
	"Baufinanzierung läuft aus, möchte früh vergleichen",
	"Zögert noch, bitte freundlich erinnern",
	"Selbständig, Steuerberater ist einverstanden",
	"Schwer erreichbar, am besten per Kurznachricht",
	"Interesse an Berufsunfähigkeit\nAlter: 34, Nichtraucherin",
	"Kinder in Ausbildung, Budget prüfen",
	"Größeres Vermögen geerbt, braucht Überblick",
	"Erstgespräch verlief gut, Lebenslauf liegt vor",
	"Parkplatz im Hof nötig, Gehhilfe", NULL };

const char *const demo_cancel_reasons[] = { "krank", "hat es sich überlegt",
	"Termin passt beruflich nicht", "kein Bedarf mehr", "nicht erreichbar",
	"Kinderbetreuung fällt aus", "möchte sich später melden", NULL };

const char *const demo_move_notes[] = { "bittet um einen späteren Termin",
	"ist auf Dienstreise", "Auto in der Werkstatt",
	"Partner kann an dem Tag nicht", "Arzttermin dazwischengekommen",
	"möchte lieber abends", NULL };

const char *const demo_campaigns[] = { "Empfehlung", "Messe Köln",
	"Bestandskunden", "Newsletter", NULL };

int
demo_count(const char *const *list)
{
	int n = 0;

	while (list[n] != NULL)
		n++;
	return n;
}
