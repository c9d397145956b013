from api_house import House


def test_an_added_item_gets_the_products_next_key(house: House) -> None:
    house.product()
    answer = house.post("/v1/items", {"product": "ACME", "kind": "bug", "title": "It breaks"})
    assert answer.status_code == 201, answer.text
    assert answer.json()["key"] == "ACME-1"
    assert answer.json()["events"] == ["item.added"]
    assert answer.headers["ETag"] == '"v1"'
    house.catch_up()
    print(house.get("/v1/items/ACME-1").text)
    print(house.get("/v1/backlog?status=new").text)
    print(house.get("/v1/history/ACME-1").text)
    print(house.post("/v1/items/ACME-1/comment", {"body": "hm"}).text)
    print(house.ask("PATCH", "/v1/items/ACME-1", {"title": "hm"}, headers={"If-Match": '"v1"'}).text)
    print(house.get("/readyz").text, house.get("/v1/products").text, house.get("/v1/tokens").text)
    print(house.post("/v1/items", {"product": "ACME", "kind": "bgu", "title": "It breaks"}).text)
    print(house.get("/v1/backlog?status=nw&x=1").text)
    print(house.get("/v1/backlog?status=nw").text)
    print(house.client.get("/nope").text, house.client.post("/healthz").text)
