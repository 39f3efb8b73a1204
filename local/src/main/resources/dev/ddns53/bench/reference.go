// What a changed report does in ddns53, in Go by its standard library alone: a measure for "bench cold".
//
// It verifies a site's signature, reads both tables, and publishes one IPv4 address of one name. It makes
// the calls that ddns53 makes, in their order, and leaves rows that ddns53 reads:
//
//	BatchGetItem          the site's rows of both tables
//	GetParameter          the master key, once a process
//	BatchGetItem          the name's rows, the zone's turn, the account's bucket
//	PutItem, PutItem      a token is drawn, the turn is taken
//	TransactWriteItems    site, name, history, and a notice at most every ten minutes
//	ChangeResourceRecordSets, DELETE what stands and CREATE what shall
//	PutItem, PutItem      the mark, the turn's release
//
// Left out: IPv6, several names or members, prefixes, routers, other outcomes of Route 53 than success,
// races (the loser fails), first publications, older master keys, what a site may report and from where,
// the same second, metrics, notices in Japanese, and the answers that tell what to do next. No call is
// repeated, and credentials come from the environment alone, which all but SnapStart's have.
// Where the zone is not quiet it stores the change and answers "pending", as ddns53 does.
package main

import (
	"bytes"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	burst, rate   = 20, 5
	quiet         = int64(1_000)
	turnHeld      = int64(10_000)
	skew          = int64(300)
	changes       = int64(20)
	changeEvery   = int64(30_000)
	movesTold     = int64(600_000)
	candidateKept = int64(3_600_000)
	noticeKept    = int64(30 * 86_400)
	historyKept   = int64(400 * 86_400)
)

var (
	registryTable = os.Getenv("DDNS53_REGISTRY_TABLE")
	stateTable    = os.Getenv("DDNS53_STATE_TABLE")
	masterKeyName = os.Getenv("DDNS53_MASTER_KEY_PARAMETER")
	client        = &http.Client{Timeout: 5 * time.Second}
	master        []byte
)

// object is JSON as DynamoDB and the gateway speak it.
type object = map[string]any

func s(text string) object    { return object{"S": text} }
func n(number int64) object   { return object{"N": strconv.FormatInt(number, 10)} }
func m(members object) object { return object{"M": members} }

func list(members ...any) object { return object{"L": members} }

// at follows keys into nested objects; nil where one is missing.
func at(value any, keys ...string) any {
	for _, key := range keys {
		inner, ok := value.(object)
		if !ok {
			return nil
		}
		value = inner[key]
	}
	return value
}

func text(value any, keys ...string) string {
	found, _ := at(value, keys...).(string)
	return found
}

func number(row object, attribute string) int64 {
	found, _ := strconv.ParseInt(text(row, attribute, "N"), 10, 64)
	return found
}

func with(row object, more object) object {
	copied := maps.Clone(row)
	maps.Copy(copied, more)
	return copied
}

func nowMs() int64 { return time.Now().UnixMilli() }

func iso(ms int64) string { return time.UnixMilli(ms).UTC().Format("2006-01-02T15:04:05.000Z") }

func mac(key []byte, data string) []byte {
	sum := hmac.New(sha256.New, key)
	sum.Write([]byte(data))
	return sum.Sum(nil)
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func signature(secret string, scope []string, toSign string) string {
	key := []byte(secret)
	for _, part := range scope {
		key = mac(key, part)
	}
	return hex.EncodeToString(mac(key, toSign))
}

// call sends a signed request (Signature Version 4) and returns the answer's body.
func call(service, region, endpoint, path string, headers map[string]string, body []byte) ([]byte, error) {
	request, err := http.NewRequest(http.MethodPost, endpoint+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	now := time.Now().UTC()
	date, day := now.Format("20060102T150405Z"), now.Format("20060102")
	signed := map[string]string{"host": request.URL.Host, "x-amz-date": date}
	if token := os.Getenv("AWS_SESSION_TOKEN"); token != "" {
		signed["x-amz-security-token"] = token
	}
	maps.Copy(signed, headers)
	names := slices.Sorted(maps.Keys(signed))
	var lines strings.Builder
	for _, name := range names {
		fmt.Fprintf(&lines, "%s:%s\n", name, signed[name])
		if name != "host" {
			request.Header.Set(name, signed[name])
		}
	}
	all := strings.Join(names, ";")
	canonical := strings.Join([]string{"POST", path, "", lines.String(), all, digest(body)}, "\n")
	scope := []string{day, region, service, "aws4_request"}
	toSign := strings.Join([]string{"AWS4-HMAC-SHA256", date, strings.Join(scope, "/"), digest([]byte(canonical))}, "\n")
	request.Header.Set("Authorization", fmt.Sprintf(
		"AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s",
		os.Getenv("AWS_ACCESS_KEY_ID"), strings.Join(scope, "/"), all,
		signature("AWS4"+os.Getenv("AWS_SECRET_ACCESS_KEY"), scope, toSign)))
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answered %d: %s", service, response.StatusCode, answer)
	}
	return answer, err
}

// endpoint is AWS's own, unless the environment names another.
func endpoint(variable, otherwise string) string {
	if named := os.Getenv("AWS_ENDPOINT_URL_" + variable); named != "" {
		return named
	}
	return otherwise
}

func jsonCall(service, url, target, version string, input, output any) error {
	body, err := json.Marshal(input)
	if err != nil {
		return err
	}
	headers := map[string]string{"content-type": "application/x-amz-json-" + version, "x-amz-target": target}
	answer, err := call(service, os.Getenv("AWS_REGION"), url, "/", headers, body)
	if err != nil {
		return err
	}
	return json.Unmarshal(answer, output)
}

func dynamodb(action string, input, output any) error {
	url := endpoint("DYNAMODB", "https://dynamodb."+os.Getenv("AWS_REGION")+".amazonaws.com")
	return jsonCall("dynamodb", url, "DynamoDB_20120810."+action, "1.0", input, output)
}

func put(input object) error {
	return dynamodb("PutItem", input, &object{})
}

func masterKey() ([]byte, error) {
	if master != nil {
		return master, nil
	}
	var found struct{ Parameter struct{ Value string } }
	url := endpoint("SSM", "https://ssm."+os.Getenv("AWS_REGION")+".amazonaws.com")
	input := object{"Name": masterKeyName, "WithDecryption": true}
	if err := jsonCall("ssm", url, "AmazonSSM.GetParameter", "1.1", input, &found); err != nil {
		return nil, err
	}
	key, err := base64.RawURLEncoding.DecodeString(found.Parameter.Value)
	master = key
	return master, err
}

type generation struct {
	Issued time.Time
	Nonce  string
}

type siteDocument struct {
	Names, Zones []string
	Keys         []generation
}

func siteKey(site string, of generation) (string, error) {
	key, err := masterKey()
	if err != nil {
		return "", err
	}
	issue := strconv.FormatInt(of.Issued.Unix(), 10)
	if of.Nonce != "" {
		issue += "." + of.Nonce
	}
	derived, err := hkdf.Key(sha256.New, key, nil, strings.Join([]string{"site", site, issue, "sign"}, "|"), 32)
	return base64.RawURLEncoding.EncodeToString(derived), err
}

func read(registry, state string, more []string, consistent bool) (string, map[string]object, error) {
	keys := []any{}
	for _, pk := range append([]string{state}, more...) {
		keys = append(keys, object{"pk": s(pk), "sk": s("current")})
	}
	input := object{"RequestItems": object{
		registryTable: object{"Keys": []any{object{"pk": s(registry)}}, "ConsistentRead": consistent},
		stateTable:    object{"Keys": keys, "ConsistentRead": true},
	}}
	var output struct{ Responses map[string][]object }
	if err := dynamodb("BatchGetItem", input, &output); err != nil {
		return "", nil, err
	}
	document := ""
	for _, row := range output.Responses[registryTable] {
		document = text(row, "doc", "S")
	}
	rows := map[string]object{}
	for _, row := range output.Responses[stateTable] {
		rows[text(row, "pk", "S")] = row
	}
	return document, rows, nil
}

// replace makes the row's next version, to be written where the one that was read still stands.
func replace(row, before object) object {
	if before == nil {
		return object{
			"TableName": stateTable, "Item": with(row, object{"version": n(1)}),
			"ConditionExpression": "attribute_not_exists(pk)",
		}
	}
	return object{
		"TableName": stateTable, "Item": with(row, object{"version": n(number(before, "version") + 1)}),
		"ConditionExpression":       "#version = :before",
		"ExpressionAttributeNames":  object{"#version": "version"},
		"ExpressionAttributeValues": object{":before": before["version"]},
	}
}

func item(write object) object { return write["Item"].(object) }

// enter draws a token and takes the turn, where that is quick: the turn's row, else nil.
func enter(zone string, rows map[string]object, now int64) (object, error) {
	bucket, turn := rows["bucket#route53"], rows["zone#"+zone]
	tokens := float64(burst)
	if bucket != nil {
		there, _ := strconv.ParseFloat(text(bucket, "tokens", "N"), 64)
		tokens = min(burst, there+float64(max(0, now-number(bucket, "at"))*rate)/1_000)
	}
	free := text(turn, "holder", "S") == "" || number(turn, "until") < now
	if !free || now < number(turn, "sent")+quiet || tokens < burst*3/4 {
		return nil, nil
	}
	random := make([]byte, 8)
	rand.Read(random)
	drawn := object{
		"pk": s("bucket#route53"), "sk": s("current"), "schema": n(1), "at": n(now),
		"tokens": object{"N": strconv.FormatFloat(tokens-1, 'f', 6, 64)}, "slowUntil": n(number(bucket, "slowUntil")),
		"write": n(int64(random[0])<<32 | int64(random[1])<<24 | int64(random[2])<<16 | int64(random[3])),
	}
	if err := put(replace(drawn, bucket)); err != nil {
		return nil, err
	}
	taken := replace(object{
		"pk": s("zone#" + zone), "sk": s("current"), "schema": n(1), "holder": s(hex.EncodeToString(random)),
		"until": n(now + turnHeld), "sent": n(now), "throttled": n(number(turn, "throttled")),
	}, turn)
	return item(taken), put(taken)
}

func release(turn object) error {
	return put(replace(with(turn, object{"holder": s(""), "until": n(0), "sent": n(nowMs())}), turn))
}

type recordSet struct {
	Name, Type string
	TTL        int64
	Value      string `xml:"ResourceRecords>ResourceRecord>Value"`
}

type change struct {
	Action string
	Set    recordSet `xml:"ResourceRecordSet"`
}

type changeRequest struct {
	XMLName xml.Name `xml:"https://route53.amazonaws.com/doc/2013-04-01/ ChangeResourceRecordSetsRequest"`
	Changes []change `xml:"ChangeBatch>Changes>Change"`
}

func publish(zone, name string, ttl int64, known, address string) (string, error) {
	set := recordSet{Name: name + ".", Type: "A", TTL: ttl, Value: known}
	next := set
	next.Value = address
	body, err := xml.Marshal(changeRequest{Changes: []change{{"DELETE", set}, {"CREATE", next}}})
	if err != nil {
		return "", err
	}
	path := "/2013-04-01/hostedzone/" + zone + "/rrset/"
	url := endpoint("ROUTE_53", "https://route53.amazonaws.com")
	answer, err := call("route53", "us-east-1", url, path, map[string]string{"content-type": "application/xml"}, body)
	if err != nil {
		return "", err
	}
	var output struct {
		ID string `xml:"ChangeInfo>Id"`
	}
	err = xml.Unmarshal(answer, &output)
	return strings.TrimPrefix(output.ID, "/change/"), err
}

func content(ttl int64, address string) object {
	return m(object{"ttl": n(ttl), "addresses": list(s(address))})
}

func only(content any) string {
	addresses, _ := at(content, "M", "addresses", "L").([]any)
	if len(addresses) == 0 {
		return ""
	}
	return text(addresses[0], "S")
}

type event struct {
	RawPath         string
	Headers         map[string]string
	Body            string
	IsBase64Encoded bool
	RequestContext  struct {
		DomainName string
		HTTP       struct{ Method, SourceIP, UserAgent string }
	}
}

func (e event) octets() ([]byte, error) {
	if e.IsBase64Encoded {
		return base64.StdEncoding.DecodeString(e.Body)
	}
	return []byte(e.Body), nil
}

type refused struct {
	status int
	code   string
}

func (r refused) Error() string { return r.code }

// report is what a site says of one address.
type report struct {
	site, address, proof, source, client string
	signed, now                          int64
}

type caller struct {
	document siteDocument
	row      object
	signed   int64
	site     string
	proof    string
}

func authenticate(e event, body []byte, now int64) (caller, error) {
	var found caller
	rest, known := strings.CutPrefix(e.Headers["authorization"], "DDNS4-HMAC-SHA256 ")
	parts := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[name] = value
	}
	scope := strings.Split(parts["Credential"], "/")
	if !known || len(scope) < 2 {
		return found, refused{401, "unauthorized"}
	}
	found.site, scope, found.proof = scope[0], scope[1:], parts["Signature"]
	document, rows, err := read("site#"+found.site, "site#"+found.site, nil, true)
	if err != nil {
		return found, err
	}
	if document != "" {
		if err := json.Unmarshal([]byte(document), &found.document); err != nil {
			return found, err
		}
	}
	toSign := stringToSign(e, body, scope, parts["SignedHeaders"])
	matches := false
	for _, each := range found.document.Keys {
		key, err := siteKey(found.site, each)
		if err != nil {
			return found, err
		}
		expected := signature("DDNS4"+key, scope, toSign)
		matches = hmac.Equal([]byte(expected), []byte(found.proof)) || matches
	}
	if !matches {
		return found, refused{401, "signature-wrong"}
	}
	signed, err := time.Parse("20060102T150405Z", e.Headers["x-ddns-date"])
	if err != nil || max(now/1_000-signed.Unix(), signed.Unix()-now/1_000) > skew {
		return found, refused{401, "clock-skew"}
	}
	found.row, found.signed = rows["site#"+found.site], signed.Unix()
	return found, nil
}

func stringToSign(e event, body []byte, scope []string, signedHeaders string) string {
	var lines strings.Builder
	for name := range strings.SplitSeq(signedHeaders, ";") {
		value := e.Headers[name]
		if name == "host" {
			value = e.RequestContext.DomainName
		}
		fmt.Fprintf(&lines, "%s:%s\n", name, strings.TrimSpace(value))
	}
	canonical := strings.Join(
		[]string{e.RequestContext.HTTP.Method, e.RawPath, "", lines.String(), signedHeaders, digest(body)}, "\n")
	return strings.Join(
		[]string{"DDNS4-HMAC-SHA256", e.Headers["x-ddns-date"], strings.Join(scope, "/"), digest([]byte(canonical))}, "\n")
}

func (r report) siteRow(before object) (object, bool, error) {
	told, untold := at(before, "moves", "M", "told"), int64(0)
	telling := told == nil
	if !telling {
		last, _ := strconv.ParseInt(text(told, "N"), 10, 64)
		telling = last+movesTold <= r.now
		count, _ := strconv.ParseInt(text(before, "moves", "M", "untold", "N"), 10, 64)
		untold = count + 1
	}
	if telling {
		told, untold = n(r.now), 0
	}
	budget := max(r.now, number(before, "budget"))
	if budget-r.now > (changes-1)*changeEvery {
		return nil, false, refused{429, "too-many-changes"}
	}
	return with(before, object{
		"ipv4":   m(object{"address": s(r.address), "at": n(r.signed), "signature": s(r.proof)}),
		"seen":   m(object{"at": n(r.now), "source": s(r.source), "client": s(r.client)}),
		"moves":  m(object{"told": told, "untold": n(untold)}),
		"budget": n(budget + changeEvery),
	}), telling, nil
}

func (r report) nameRow(before object, ttl int64) object {
	record := before["A"].(object)["M"].(object)
	wanted, kept := content(ttl, r.address), []any{}
	candidates, _ := at(record, "candidates", "L").([]any)
	for _, each := range candidates {
		last, _ := strconv.ParseInt(text(each, "M", "last", "N"), 10, 64)
		was := only(at(each, "M", "content"))
		if last+candidateKept > r.now && was != r.address && was != only(record["known"]) {
			kept = append(kept, each)
		}
	}
	kept = append(kept, m(object{"last": n(r.now), "content": record["known"]}))
	due := with(record, object{
		"candidates": list(kept...), "wanted": wanted, "stage": m(object{"is": s("due")}),
		"made": n(number(record, "made") + 1),
	})
	return with(before, object{
		"A": m(due), "said": m(object{"ipv4": m(object{r.site: s(r.address)})}), "pending": s("A"),
	})
}

func (r report) notice(old, name string, version int64) (object, error) {
	second := time.Unix(r.signed, 0).UTC().Format(time.RFC3339)
	id := fmt.Sprintf("address-changed#%s#%s#%d", r.site, second, version)
	words := fmt.Sprintf("%s has a new address: ipv4 %s [was %s].\nIts names: %s.", r.site, r.address, old, name)
	document, err := json.Marshal(object{
		"version": 1, "id": id, "kind": "address-changed", "at": iso(r.now), "site": r.site, "text": words,
		"facts": object{"ipv4": r.address, "old-ipv4": old, "names": name},
	})
	return object{"Put": object{
		"TableName": stateTable, "ConditionExpression": "attribute_not_exists(pk)",
		"Item": object{
			"pk": s("notice#" + id), "sk": s("current"), "schema": n(1), "kind": s("address-changed"),
			"at": s(iso(r.now)), "doc": s(string(document)), "text": s(words), "expires": n(r.now/1_000 + noticeKept),
		},
	}}, err
}

func (r report) history(old, name string, version int64) object {
	return object{"Put": object{"TableName": stateTable, "Item": object{
		"pk": s("name#" + name), "sk": s(fmt.Sprintf("%s#%d", iso(r.now), version)), "schema": n(1),
		"what": s("reported"), "at": s(iso(r.now)), "version": n(version), "expires": n(r.now/1_000 + historyKept),
		"order": list(s("site"), s("ipv4"), s("A"), s("old-A")),
		"facts": m(object{"site": s(r.site), "ipv4": s(r.address), "A": s(r.address), "old-A": s(old)}),
	}}}
}

func (r report) answer(name, status string) object {
	code := http.StatusOK
	if status == "pending" {
		code = http.StatusAccepted
	}
	return response(code, object{
		"site": r.site, "serverTime": iso(r.now), "source": r.source,
		"records": []any{object{"name": name, "type": "A", "address": r.address, "status": status}},
	})
}

func response(status int, content object) object {
	body, err := json.Marshal(content)
	if err != nil {
		log.Fatal(err)
	}
	headers := object{"content-type": "application/json"}
	return object{"statusCode": status, "headers": headers, "body": string(body), "isBase64Encoded": false}
}

func update(e event) (object, error) {
	now := nowMs()
	body, err := e.octets()
	if err != nil {
		return nil, err
	}
	who, err := authenticate(e, body, now)
	if err != nil {
		return nil, err
	}
	var said struct{ IPv4 netip.Addr }
	if err := json.Unmarshal(body, &said); err != nil || !said.IPv4.Is4() {
		return nil, refused{400, "malformed"}
	}
	name, zone := who.document.Names[0], who.document.Zones[0]
	old := text(who.row, "ipv4", "M", "address", "S")
	reported := report{
		who.site, said.IPv4.String(), who.proof, e.RequestContext.HTTP.SourceIP, e.RequestContext.HTTP.UserAgent,
		who.signed, now,
	}
	var traffic []string
	if old != reported.address {
		traffic = []string{"zone#" + zone, "bucket#route53"}
	}
	document, rows, err := read("name#"+name, "name#"+name, traffic, false)
	if err != nil {
		return nil, err
	}
	if old == reported.address {
		return reported.answer(name, "unchanged"), nil
	}
	var entry struct{ TTL int64 }
	if err := json.Unmarshal([]byte(document), &entry); err != nil {
		return nil, err
	}
	return reported.publish(name, zone, old, entry.TTL, who.row, rows)
}

func (r report) publish(name, zone, old string, ttl int64, site object, rows map[string]object) (object, error) {
	before := rows["name#"+name]
	siteRow, telling, err := r.siteRow(site)
	if err != nil {
		return nil, err
	}
	turn, err := enter(zone, rows, r.now)
	if err != nil {
		return nil, err
	}
	due := replace(r.nameRow(before, ttl), before)
	version := number(item(due), "version")
	items := []any{object{"Put": replace(siteRow, site)}, object{"Put": due}}
	if telling {
		notice, err := r.notice(old, name, version)
		if err != nil {
			return nil, err
		}
		items = append(items, notice)
	}
	items = append(items, r.history(old, name, version))
	if err := dynamodb("TransactWriteItems", object{"TransactItems": items}, &object{}); err != nil {
		return nil, err
	}
	if turn == nil {
		return r.answer(name, "pending"), nil
	}
	id, err := publish(zone, name, ttl, only(at(before, "A", "M", "known")), r.address)
	if err != nil {
		return nil, err
	}
	record := at(item(due), "A", "M").(object)
	marked := with(item(due), object{"A": m(with(record, object{
		"known": record["wanted"], "confirmed": record["made"],
		"stage": m(object{"is": s("published"), "change": s(id), "submitted": n(nowMs())}),
	}))})
	delete(marked, "pending")
	if err := put(replace(marked, item(due))); err != nil {
		return nil, err
	}
	return r.answer(name, "updated"), release(turn)
}

func handle(body []byte) (object, error) {
	var e event
	if err := json.Unmarshal(body, &e); err != nil {
		return nil, err
	}
	answer, err := update(e)
	var no refused
	if errors.As(err, &no) {
		return response(no.status, object{"code": no.code}), nil
	}
	return answer, err
}

// main speaks Lambda's Runtime API.
func main() {
	base := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/"
	runtime := &http.Client{}
	for {
		next, err := runtime.Get(base + "next")
		if err != nil {
			log.Fatal(err)
		}
		body, err := io.ReadAll(next.Body)
		next.Body.Close()
		if err != nil {
			log.Fatal(err)
		}
		path := "/response"
		answer, err := handle(body)
		if err != nil {
			path, answer = "/error", object{"errorType": "error", "errorMessage": err.Error()}
		}
		result, err := json.Marshal(answer)
		if err != nil {
			log.Fatal(err)
		}
		url := base + next.Header.Get("Lambda-Runtime-Aws-Request-Id") + path
		posted, err := runtime.Post(url, "application/json", bytes.NewReader(result))
		if err != nil {
			log.Fatal(err)
		}
		io.Copy(io.Discard, posted.Body)
		posted.Body.Close()
	}
}
