/*
 * The life of one record: one name, one address family, one zone. README.md says what is proved with it.
 *
 * An atomic step is one call to Route 53, or one conditional write with the reads that it depends on. These reads belong to the step:
 * the write is refused when another one came between, and a listing changes nothing that others see.
 */

/* ---- The instance: how much happens ---- */

#ifndef CONTENTS
#define CONTENTS 2 /* how many contents the site may report, besides nothing: 1 to 3 */
#endif
#ifndef REPORTS
#define REPORTS 3 /* how many changed reports are stored; REPORT_1 to REPORT_3 name them, else any content comes */
#endif
#ifndef LATE
#define LATE 1 /* how many calls at a time may land after their sender gave up or died: 1 or 2 */
#endif
/* BATCHES: two batch runs instead of one. EDITOR: somebody changes the set by hand. REMOVAL: the name goes, and may return. ADOPTION. */

/* ---- Contents ---- */

#define NOTHING 0
#define FOREIGN 4 /* what no report ever says; reports say 0 to 3 */
#define GONE 5 /* in a call: nothing, sent by a withdrawal */
#define BIT(c) (1 << (c))
#define NONE 7 /* no content to tell of */

/* ---- Route 53 ---- */

byte stands = NOTHING;
byte late[2]; /* calls that may land yet, the larger number first; 0 is a free place */

#define CALL(base, new) ((base) * 8 + (new) + 1)
#define BASE_OF(call) (((call) - 1) / 8)
#define NEW_OF(call) (((call) - 1) % 8)

/* ---- The registry: only operators write it ---- */

byte current = 1; /* the present registration of the name, 0 when it is removed */
byte adoption = NONE; /* what the operator saw and agreed to */

/* ---- The row ---- */

#define DUE 0
#define PUBLISHED 1
#define BLOCKED 2

byte registered = 1; /* the registration that the row belongs to */
byte wanted = NOTHING;
byte known = NOTHING;
byte candidates; /* bits of contents */
bool noted; /* a first publication of wanted began, and nobody marked its end */
byte stage = PUBLISHED;
byte drift = NONE; /* what stands instead of known */
bool newer; /* wanted is newer than drift, which may be replaced */
bool settled; /* the withdrawal of registration 1 is finished */

/* The row's version: bits of the senders that read it since it was last written. The conditional writes of others are refused. */
byte readers;

/* ---- Time ---- */

byte old; /* candidates that were last wanted more than an hour ago */
bool hour; /* more than an hour has passed since registration 1 ended */

/* ---- What only the proof knows ---- */

bool byhand; /* the set's last change was the editor's */
byte begun; /* contents that a sender began to send, and was not answered with a refusal */
bool judged; /* drift was found where this registration had a record, or the operator agreed */
bool unowned; /* made by hand where nothing of ours stood */
byte agreed; /* contents that a sender replaces as drift, or by adoption, or withdraws */
byte stored; /* changed reports so far */
byte rank[4]; /* when a content was last wanted */
byte ever = BIT(NOTHING); /* contents that were wanted, or stood when all began */
byte returned; /* contents that were wanted again within the hour */
byte busy; /* senders between two steps */
byte shown; /* what a listing shows; means nothing between steps */
bool done;

/* ---- Rules; each break takes one away ---- */

/* Whether wanted may have been sent: changes are sent without a note, first publications are not. */
#define MAY_BE_SENT(note) (known != NOTHING || (note))
#define OURS(c, note) ((c) != NOTHING && ((c) == known || (candidates & BIT(c)) || ((c) == wanted && MAY_BE_SENT(note))))

#ifdef BREAK_NOTE
#define NOTED_BEFORE(note) true
#else
#define NOTED_BEFORE(note) (note)
#endif

#ifdef BREAK_LISTING
#define NOTED true
#else
#define NOTED noted
#endif

#ifdef BREAK_UNSENT
#define WITHDRAWN(c) OURS(c, true)
#else
#define WITHDRAWN(c) OURS(c, noted)
#endif

/* Whether no sender may have left nothing where a record of ours is known: then a listing of something else is an edit of it. */
#if defined(BREAK_CARRIED)
#define STANDS (known != NOTHING && wanted != NOTHING)
#elif defined(BREAK_LEFT)
#define STANDS (known != NOTHING && !(candidates & BIT(NOTHING)))
#else
#define STANDS (known != NOTHING && wanted != NOTHING && !(candidates & BIT(NOTHING)))
#endif

#if defined(BREAK_FINISH)
#define MAY_FINISH true
#elif defined(BREAK_ELSE)
#define MAY_FINISH (hour || stands != NOTHING)
#else
#define MAY_FINISH (hour && !(candidates & ~old))
#endif

#if defined(BREAK_RETURN)
#define TAKEN_OVER 0
#define NEW_ROW 0
#elif defined(BREAK_NEW_ROW)
#define TAKEN_OVER BIT(NOTHING)
#define NEW_ROW 0
#else
#define TAKEN_OVER BIT(NOTHING)
#define NEW_ROW 0
#endif

#ifdef BREAK_UPSERT
#define LANDS(base) true
#else
#define LANDS(base) (stands == (base))
#endif

#ifdef NO_GAP
#define GAP(c) false
#else
#define GAP(c) (returned & BIT(c))
#endif

/* Who read the registry before the operator wrote it takes registration 1 for current, for less than an hour. */
#define LEFT_ALONE (current == 0 && (hour || settled || registered != 1))
#define FORMER (registered == 1 && current != 1 && !settled)
#define SENDABLE (stage == DUE && (drift == NONE || newer))
#define CONFIRMABLE (known == wanted && drift == NONE)

/* ---- Steps on the row ---- */

inline candidate(c) {
  candidates = candidates | BIT(c);
  old = old & ~BIT(c)
}

inline calm() { drift = NONE; newer = false; judged = false }

inline forget() { noted = false; calm() }

/* A report is stored. What was wanted becomes a candidate, unless it cannot have been sent. */
inline store(c) {
  if
  :: MAY_BE_SENT(noted) || (wanted == NOTHING && stored > 0) -> candidate(wanted)
  :: else
  fi;
  returned = returned | (ever & BIT(c));
  ever = ever | BIT(c);
  stored++;
  rank[c] = stored;
  wanted = c;
  noted = false;
  newer = (drift != NONE);
  if
  :: stage != BLOCKED -> stage = DUE
  :: else
  fi
}

/* The name came back: the row starts anew, and takes over what a withdrawal still due would delete. */
inline start_anew() {
  if
  :: settled -> known = NOTHING; candidates = NEW_ROW
  :: else ->
    if
    :: WITHDRAWN(wanted) -> candidate(wanted)
    :: else
    fi;
    if
    :: known != NOTHING -> candidate(known)
    :: else
    fi;
    candidates = (candidates & ~BIT(NOTHING)) | TAKEN_OVER
  fi;
  registered = 2; old = 0; adoption = NONE; stage = DUE;
  forget();
  readers = 0
}

inline look_up() {
  if
  :: registered == 1 && current == 2 ->
    if
    :: start_anew()
    :: !hour && !settled /* read the registry too early */
    fi
  :: else
  fi
}

/* Nothing is known to stand. What may have been sent without a note is remembered as a candidate. */
inline nothing_known(note) {
  if
#ifdef BREAK_FORGET
  :: false
#else
  :: wanted != NOTHING && MAY_BE_SENT(note) -> candidate(wanted)
#endif
  :: else
  fi;
  known = NOTHING
}

/* Confirmed, by an answer or a listing: what was last wanted more than an hour ago is no candidate any more. */
inline confirmed() {
  candidates = candidates & ~old;
  old = 0;
  stage = PUBLISHED
}

inline mark() {
  known = wanted;
  forget();
  confirmed()
}

/* What a listing shows is put into the row; note: an earlier attempt at a first publication was noted. */
inline learn(note) {
  if
  :: shown == NOTHING && wanted == NOTHING -> mark()
  :: shown == NOTHING && wanted != NOTHING && !STANDS ->
    nothing_known(note);
    calm();
    stage = DUE
  :: OURS(shown, note) ->
    assert(!byhand || known != NOTHING || (begun & BIT(shown)));
    byhand = false; unowned = false;
    begun = begun | BIT(shown);
    known = shown;
    calm();
    if
    :: shown == wanted -> noted = false; confirmed()
    :: else -> stage = DUE
    fi
  :: else ->
    if
    :: STANDS ->
      if
      :: drift != shown ->
        drift = shown; newer = false;
        /* Drift is what somebody made of our record, not what stands where we left nothing. */
        assert(!byhand || !unowned || (agreed & BIT(shown)));
        agreed = agreed | BIT(shown)
      :: else
      fi;
      judged = true
    :: !STANDS && wanted == NOTHING -> known = NOTHING; forget(); stage = PUBLISHED
    :: !STANDS && wanted != NOTHING ->
      nothing_known(note);
      forget();
      stage = BLOCKED
    fi
  fi;
  shown = NOTHING
}

/* ---- Steps of a sender ---- */

#define SENDER byte base, new; bool note, others, ok
#define FRESH(me) (readers & BIT(me))

/* A change replaces what is known to stand, or what somebody made of it by hand. A withdrawal deletes what is known alone. */
inline aim() {
  if
  :: drift == NONE || wanted == NOTHING -> base = known
  :: else -> base = drift
  fi
}

/* A sender decides what to send. Before a first publication it notes in the row that it is about to. */
#define FIRST (known == NOTHING && new != NOTHING)

inline take(me) {
  new = wanted;
  note = noted;
  others = (begun & BIT(wanted)) != 0;
  begun = begun | BIT(wanted);
  if
  :: base != known -> assert(judged); agreed = agreed | BIT(base)
  :: else
  fi;
  if
#ifdef BREAK_ONE_NOTE
  :: FIRST && noted -> skip
  :: FIRST && !noted -> noted = true; readers = 0
#else
  :: FIRST -> noted = true; readers = 0
#endif
  :: !FIRST -> skip
  fi;
  readers = readers | BIT(me);
  busy++
}

/* A withdrawal deletes what a listing shows, where the row says that it may be of the former registration. It notes so before. */
inline withdraw() {
  assert(!byhand || (begun & BIT(stands)));
  agreed = agreed | BIT(stands);
#ifndef BREAK_WITHDRAWAL
  candidate(NOTHING);
  readers = 0;
#endif
  base = stands;
  new = GONE
}

inline leave(me) {
  readers = readers & ~BIT(me);
  busy--;
  base = 0; new = 0; note = false; others = false; ok = false
}

/* A call lands: base goes and new comes, or nothing happens. */
inline land(base_, new_) {
  if
  :: LANDS(base_) ->
    /* What was made by hand goes only where it was seen and judged, or equals what we began to send. */
    assert(stands == NOTHING || !byhand || (stands == (base_) && ((begun | agreed) & BIT(stands))));
    /* A withdrawal takes no record that a present registration published, unless the re-check will bring it back. */
    assert((new_) != GONE || registered != 2 || known != stands || (candidates & BIT(NOTHING)));
    /* Nothing older comes over something newer, except over a content that returned. */
    assert(byhand || stands == FOREIGN || (new_) == GONE || rank[(new_) % GONE] >= rank[stands % FOREIGN] || GAP(stands));
    stands = ((new_) == GONE -> NOTHING : (new_));
    byhand = false; unowned = false;
    ok = true
  :: else -> ok = false
  fi
}

inline put_late(call) {
  if
  :: (call) >= late[0] -> late[1] = late[0]; late[0] = (call)
  :: else -> late[1] = (call)
  fi
}

/* The answer is put into the row. A refused sender lists, and learns. */
inline answered() {
  if
  :: ok && new == GONE -> candidate(known); nothing_known(noted)
  :: ok && new != GONE -> mark()
  :: !ok && new == GONE -> skip
  :: !ok && new != GONE ->
    if
    :: !others && known == NOTHING -> begun = begun & ~BIT(wanted)
    :: else
    fi;
#ifndef BREAK_OWN_NOTE
    noted = noted && note; /* its own attempt has ended */
#endif
    shown = stands;
    learn(NOTED_BEFORE(note))
  fi;
  readers = 0
}

/* Sends what was decided. The sender may die before it, its answer may be lost, and the call may land later. */
inline send(me) {
  if
  :: atomic { true -> land(base, new);
      if
      :: FRESH(me) -> base = 0
      :: else -> leave(me); goto idle
      fi }
  :: atomic { late[LATE - 1] == 0 -> put_late(CALL(base, new)); leave(me); goto idle }
  :: atomic { true -> leave(me); goto idle }
  fi;
  if
  :: atomic { FRESH(me) -> answered(); leave(me); goto idle }
  :: atomic { true -> leave(me); goto idle }
  fi
}

/* ---- Processes ---- */

/* Any content. A number means nothing, so the site begins with 1, and 2 comes before 3. */
inline select_content() {
  if
#ifdef REPORT_1
  :: c = (stored == 0 -> REPORT_1 : (stored == 1 -> REPORT_2 : REPORT_3))
#else
  :: c = NOTHING
  :: c = 1
  :: CONTENTS >= 2 && (ever & BIT(1)) -> c = 2
  :: CONTENTS >= 3 && (ever & BIT(2)) -> c = 3
#endif
  fi
}

/* A site's reports: each is stored, then published directly or left to the batches. */
active proctype Request() {
  SENDER;
  byte c;
idle:
end:
  do
  :: atomic { !done && stored < REPORTS && !LEFT_ALONE ->
      look_up();
      select_content();
      if
      :: c == wanted -> c = 0
      :: else ->
        store(c);
        c = 0;
        readers = 0;
        if
        :: SENDABLE && !CONFIRMABLE -> aim(); take(0); break
        :: true
        fi
      fi }
  od;
  send(0)
}

/* Batch runs, one after the other: what is due is sent. Where known is wanted, a listing decides. */
inline batch(me) {
  look_up();
  if
  :: SENDABLE && CONFIRMABLE -> shown = stands; learn(NOTED); readers = 0
  :: SENDABLE && !CONFIRMABLE -> aim(); take(me); break
  :: else
  fi
}

active proctype Batch1() {
  SENDER;
idle:
end:
  do
  :: atomic { !done && !LEFT_ALONE -> batch(1) }
  od;
  send(1)
}

#ifdef BATCHES
active proctype Batch2() {
  SENDER;
idle:
end:
  do
  :: atomic { !done && !LEFT_ALONE -> batch(2) }
  od;
  send(2)
}
#endif

#define ADOPTABLE (adoption == stands && !OURS(stands, NOTED) && wanted != NOTHING)

/* Re-checks, one after the other: learn from a listing, send what is due, repair, adopt, withdraw. */
active proctype Recheck() {
  SENDER;
idle:
end:
  do
  :: atomic { !done && !LEFT_ALONE -> look_up(); shown = stands; learn(NOTED); readers = 0 }
  :: atomic { !done && !LEFT_ALONE -> batch(3) }
#ifdef EDITOR
  :: atomic { !done && !LEFT_ALONE -> /* onDrift: repair */
      look_up();
      if
      :: drift != NONE && drift == stands -> aim(); take(3); break
      :: else
      fi }
#endif
#ifdef ADOPTION
  :: atomic { !done && adoption != NONE && registered == current ->
      if
      :: ADOPTABLE -> judged = true; base = stands; take(3); break
      :: adoption != stands -> adoption = NONE
      :: else
      fi }
#endif
#ifdef REMOVAL
  :: atomic { !done && FORMER && WITHDRAWN(stands) -> withdraw(); readers = readers | BIT(3); busy++; break }
  :: atomic { !done && FORMER && !WITHDRAWN(stands) && MAY_FINISH -> settled = true; readers = 0 }
#endif
  od;
  send(3)
}

/* Calls that land late, or never. */
active proctype Network() {
  bool ok;
end:
  do
  :: atomic { late[0] != 0 ->
      if
      :: land(BASE_OF(late[0]), NEW_OF(late[0]))
      :: true
      fi;
      late[0] = late[1]; late[1] = 0; ok = false }
#if LATE > 1
  :: atomic { late[1] != 0 ->
      if
      :: land(BASE_OF(late[1]), NEW_OF(late[1]))
      :: true
      fi;
      late[1] = 0; ok = false }
#endif
  od
}

#ifdef EDITOR
/* Somebody creates, edits and deletes the set by hand, also with a content that the site reports. */
#define CREATED unowned = unowned || (!byhand && stands == NOTHING)

active proctype Editor() {
end:
  do
  :: atomic { !done && stands != FOREIGN -> CREATED; stands = FOREIGN; byhand = true }
  :: atomic { !done && stands != 1 -> CREATED; stands = 1; byhand = true }
#ifdef EDITOR_2
  :: atomic { !done && stands != 2 -> CREATED; stands = 2; byhand = true }
#endif
  :: atomic { !done && stands != NOTHING -> stands = NOTHING; byhand = true }
  od
}
#endif

#if defined(REMOVAL) || defined(ADOPTION)
active proctype Operator() {
end:
  do
#ifdef REMOVAL
  :: atomic { !done && current == 1 -> current = 0; adoption = NONE }
  :: atomic { !done && current == 0 -> current = 2 }
#endif
#ifdef ADOPTION
  :: atomic { !done && registered == current && byhand && stands != NOTHING -> adoption = stands }
#endif
  od
}
#endif

/* An hour passes: whatever was under way has landed, or never will. */
active proctype Time() {
end:
  do
  :: atomic { !done && busy == 0 && late[0] == 0 ->
      old = candidates;
      hour = (current != 1);
      returned = 0;
      agreed = agreed & BIT(drift);
      begun = begun & (candidates | BIT(known) | BIT(wanted)) }
  od
}

/* At any time everything may come to rest: what was under way has landed, one more re-check runs, and all is as it should be. */
active proctype Rest() {
  SENDER;
end:
  atomic { busy == 0 && late[0] == 0 -> done = true };
  atomic {
    if
    :: registered == 1 && current == 2 -> start_anew()
    :: else
    fi;
    if
    :: current == 0 ->
      if
      :: FORMER && WITHDRAWN(stands) -> withdraw(); land(base, new)
      :: else
      fi;
      assert(stands == NOTHING || byhand)
    :: current != 0 ->
      if
      :: ADOPTABLE -> judged = true; base = stands; take(3); land(base, new); assert(ok); mark()
      :: else ->
        shown = stands;
        learn(NOTED);
        if
        :: SENDABLE && !CONFIRMABLE -> aim(); take(3); land(base, new); assert(ok); mark()
        :: else
        fi
      fi;
      assert((stands == wanted && known == wanted && stage == PUBLISHED && drift == NONE)
        || (byhand && (wanted == NOTHING || stage == BLOCKED || drift == stands)))
    fi
  }
}
