"""The smallest submission in which nothing is wanting: Keuruu's two actors, the link between them and a proposal."""

SUBMISSION = """
Neljännes | Kuntanumero | Lähettäjän rooli | Lomakeversio | Päiväys
2022Q3    | 249         | Yhteyshenkilö    | 1.0          | 30.9.2022
"""
ACTORS = """
Toimijan tunnus | Nimi       | Nelikierteen osa | Toimijatyyppi | Päätoimiala     | Nimi julkinen
keuruu-001      | Ahjo Oy    | Yritykset        | Pk-yritys     | Metsäteollisuus | kyllä
keuruu-002      | Palikka Oy | Yritykset        | Pk-yritys     | Muut toimialat  | kyllä
"""
LINKS = """
Mistä      | Mihin       | Yhteyden tyyppi | Vahvuus 1–3
keuruu-001 | keuruu-002  | TKI             | 2
"""
PROPOSALS = """
Ehdotuksen tunnus | Ehdotus    | Perustelu          | Vastuutaho | Kiireellisyys | Vaihe
keuruu-e01        | Puupaja    | Tilaa ei ole ollut | Keuruu     | Heti          | Sovittu
"""
