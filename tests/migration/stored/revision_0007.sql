BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO "alembic_version" VALUES('0007');
CREATE TABLE content (
	hash VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_content PRIMARY KEY (hash)
);
INSERT INTO "content" VALUES('bedd12f0d2a3125c156e280f921724c5699fd1fbc14be5a9c0085b670f316f85','question','Token bucket','{"question": "token bucket"}');
INSERT INTO "content" VALUES('b71d2bdd1d7374b7b7d9f1d7f22fe80527f84784c32879c190d80baaff11e1f9','rubric','Coding','{"rubric": "coding"}');
INSERT INTO "content" VALUES('620a44de514e1492de9fe7c5f562807ea53457975ddc512ced1b25ca559af592','question','Index memory','{"question": "index memory"}');
CREATE TABLE dispute (
	round_id VARCHAR NOT NULL, 
	item_id VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	criterion VARCHAR NOT NULL, 
	level INTEGER NOT NULL, 
	why TEXT NOT NULL, 
	made VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_dispute PRIMARY KEY (round_id, item_id, seq), 
	CONSTRAINT fk_dispute_round_id_item_id FOREIGN KEY(round_id, item_id) REFERENCES item (round_id, id) ON DELETE CASCADE
);
INSERT INTO "dispute" VALUES('r0','i0',1,'correctness',4,'The last test is wrong.','2026-01-05T09:40:00.000000Z');
INSERT INTO "dispute" VALUES('r1','i0',1,'correctness',4,'The last test is wrong.','2026-01-05T09:40:00.000000Z');
CREATE TABLE document (
	round_id VARCHAR NOT NULL, 
	item_id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_document PRIMARY KEY (round_id, item_id, name), 
	CONSTRAINT fk_document_round_id_item_id FOREIGN KEY(round_id, item_id) REFERENCES submission (round_id, item_id) ON DELETE CASCADE
);
INSERT INTO "document" VALUES('r0','i0','solution','def f():
    return 1
');
INSERT INTO "document" VALUES('r0','i0','explanation','A bucket refills at a steady rate.');
INSERT INTO "document" VALUES('r1','i0','solution','def f():
    return 1
');
INSERT INTO "document" VALUES('r1','i0','explanation','A bucket refills at a steady rate.');
CREATE TABLE drill_attempt (
	id VARCHAR NOT NULL, 
	profile_id VARCHAR NOT NULL, 
	drill VARCHAR NOT NULL, 
	question_id VARCHAR NOT NULL, 
	content_hash VARCHAR NOT NULL, 
	made VARCHAR(27) NOT NULL, 
	verdict VARCHAR NOT NULL, 
	score FLOAT NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_drill_attempt PRIMARY KEY (id), 
	CONSTRAINT fk_drill_attempt_profile_id FOREIGN KEY(profile_id) REFERENCES profile (id), 
	CONSTRAINT fk_drill_attempt_content_hash FOREIGN KEY(content_hash) REFERENCES content (hash)
);
INSERT INTO "drill_attempt" VALUES('a0','default','ops/index-memory','d1','620a44de514e1492de9fe7c5f562807ea53457975ddc512ced1b25ca559af592','2026-01-05T09:00:00.000000Z','nearly',0.5,'{"id":"a0","profile":"default","drill":"ops/index-memory","question_id":"d1","content":"620a44de514e1492de9fe7c5f562807ea53457975ddc512ced1b25ca559af592","seed":7,"made":"2026-01-05T09:00:00Z","seconds":90.5,"answers":{"memory":"60 GB"},"result":{"kind":"code","mark":{"verdict":"nearly","score":0.5,"parts":[{"part":"memory","verdict":"nearly","given":"60 GB","right_answer":"61.44 GB","credit":0.5,"says":"2.3 % off."}]}}}');
INSERT INTO "drill_attempt" VALUES('a1','default','ops/index-memory','d1','620a44de514e1492de9fe7c5f562807ea53457975ddc512ced1b25ca559af592','2026-01-05T09:01:00.000000Z','nearly',0.5,'{"id":"a1","profile":"default","drill":"ops/index-memory","question_id":"d1","content":"620a44de514e1492de9fe7c5f562807ea53457975ddc512ced1b25ca559af592","seed":7,"made":"2026-01-05T09:01:00Z","seconds":90.5,"answers":{"memory":"60 GB"},"result":{"kind":"code","mark":{"verdict":"nearly","score":0.5,"parts":[{"part":"memory","verdict":"nearly","given":"60 GB","right_answer":"61.44 GB","credit":0.5,"says":"2.3 % off."}]}}}');
CREATE TABLE event (
	round_id VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	t_ms INTEGER NOT NULL, 
	wall VARCHAR(27) NOT NULL, 
	kind VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	payload TEXT NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (round_id, seq), 
	CONSTRAINT fk_event_round_id FOREIGN KEY(round_id) REFERENCES round (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "event" VALUES('r0',1,200,'2026-01-05T09:00:00.200000Z','started',1,'{"kind":"started"}');
INSERT INTO "event" VALUES('r0',2,400,'2026-01-05T09:00:00.400000Z','edit',1,'{"kind":"edit","item":0,"document":"solution","at":2,"removed":0,"inserted":"é2\n"}');
INSERT INTO "event" VALUES('r0',3,600,'2026-01-05T09:00:00.600000Z','edit',1,'{"kind":"edit","item":0,"document":"solution","at":3,"removed":0,"inserted":"é3\n"}');
INSERT INTO "event" VALUES('r1',1,200,'2026-01-05T09:00:00.200000Z','started',1,'{"kind":"started"}');
INSERT INTO "event" VALUES('r1',2,400,'2026-01-05T09:00:00.400000Z','edit',1,'{"kind":"edit","item":0,"document":"solution","at":2,"removed":0,"inserted":"é2\n"}');
INSERT INTO "event" VALUES('r1',3,600,'2026-01-05T09:00:00.600000Z','edit',1,'{"kind":"edit","item":0,"document":"solution","at":3,"removed":0,"inserted":"é3\n"}');
CREATE TABLE expectation (
	round_id VARCHAR NOT NULL, 
	item_id VARCHAR NOT NULL, 
	made VARCHAR(27) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_expectation PRIMARY KEY (round_id, item_id), 
	CONSTRAINT fk_expectation_round_id_item_id FOREIGN KEY(round_id, item_id) REFERENCES item (round_id, id) ON DELETE CASCADE
);
INSERT INTO "expectation" VALUES('r0','i0','2026-01-05T09:00:00.000000Z','{"round_id":"r0","item_id":"i0","made":"2026-01-05T09:00:00Z","criteria":{"correctness":{"mean":2.5,"sd":0.6}}}');
INSERT INTO "expectation" VALUES('r1','i0','2026-01-05T09:00:00.000000Z','{"round_id":"r1","item_id":"i0","made":"2026-01-05T09:00:00Z","criteria":{"correctness":{"mean":2.5,"sd":0.6}}}');
CREATE TABLE grade (
	id VARCHAR NOT NULL, 
	round_id VARCHAR NOT NULL, 
	item_id VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	made VARCHAR(27) NOT NULL, 
	source VARCHAR NOT NULL, 
	rubric_hash VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	verdict VARCHAR NOT NULL, 
	reason TEXT NOT NULL, 
	mean FLOAT, 
	judged_share FLOAT NOT NULL, 
	measured_bar VARCHAR, 
	grader VARCHAR DEFAULT '' NOT NULL, 
	model VARCHAR DEFAULT '' NOT NULL, 
	effort VARCHAR DEFAULT '' NOT NULL, 
	prompt_version VARCHAR DEFAULT '' NOT NULL, 
	runs INTEGER DEFAULT '0' NOT NULL, 
	marks TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_grade PRIMARY KEY (id), 
	CONSTRAINT fk_grade_round_id_item_id FOREIGN KEY(round_id, item_id) REFERENCES item (round_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_grade_rubric_hash FOREIGN KEY(rubric_hash) REFERENCES content (hash)
);
INSERT INTO "grade" VALUES('g0a','r0','i0',1,'2026-01-05T09:32:00.000000Z','Measured','b71d2bdd1d7374b7b7d9f1d7f22fe80527f84784c32879c190d80baaff11e1f9','senior','hire','The mean meets the bar.',2.0,0.7,'met','','','','',0,'[]');
INSERT INTO "grade" VALUES('g0b','r0','i0',2,'2026-01-05T09:32:00.000000Z','Measured','b71d2bdd1d7374b7b7d9f1d7f22fe80527f84784c32879c190d80baaff11e1f9','senior','hire','The mean meets the bar.',3.5,0.7,'met','messages','claude-sonnet-5','low','1',3,'["The answer holds an instruction to the grader: “é”."]');
INSERT INTO "grade" VALUES('g1a','r1','i0',1,'2026-01-05T09:32:00.000000Z','Measured','b71d2bdd1d7374b7b7d9f1d7f22fe80527f84784c32879c190d80baaff11e1f9','senior','hire','The mean meets the bar.',2.0,0.7,'met','','','','',0,'[]');
INSERT INTO "grade" VALUES('g1b','r1','i0',2,'2026-01-05T09:32:00.000000Z','Measured','b71d2bdd1d7374b7b7d9f1d7f22fe80527f84784c32879c190d80baaff11e1f9','senior','hire','The mean meets the bar.',3.5,0.7,'met','messages','claude-sonnet-5','low','1',3,'["The answer holds an instruction to the grader: “é”."]');
CREATE TABLE interview (
	id VARCHAR NOT NULL, 
	profile_id VARCHAR NOT NULL, 
	held VARCHAR NOT NULL, 
	made VARCHAR(27) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_interview PRIMARY KEY (id), 
	CONSTRAINT fk_interview_profile_id FOREIGN KEY(profile_id) REFERENCES profile (id)
);
INSERT INTO "interview" VALUES('i0','default','2026-01-02','2026-01-05T09:00:00.000000Z','{"id":"i0","profile":"default","target":null,"company":"Größe & Co","level":"mid","held":"2026-01-02","kind":"coding","asked":"A rate limiter.","predicted":3,"outcome":"rejected","wording":"We are looking for stronger fundamentals.","given":null,"made":"2026-01-05T09:00:00Z"}');
INSERT INTO "interview" VALUES('i1','default','2026-01-02','2026-01-05T09:01:00.000000Z','{"id":"i1","profile":"default","target":null,"company":"Größe & Co","level":"mid","held":"2026-01-02","kind":"coding","asked":"A rate limiter.","predicted":3,"outcome":"rejected","wording":"We are looking for stronger fundamentals.","given":null,"made":"2026-01-05T09:01:00Z"}');
CREATE TABLE item (
	round_id VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	question_id VARCHAR NOT NULL, 
	question_ref VARCHAR NOT NULL, 
	question_hash VARCHAR NOT NULL, 
	rubric_hash VARCHAR NOT NULL, 
	CONSTRAINT pk_item PRIMARY KEY (round_id, id), 
	CONSTRAINT fk_item_round_id FOREIGN KEY(round_id) REFERENCES round (id) ON DELETE CASCADE, 
	CONSTRAINT fk_item_question_hash FOREIGN KEY(question_hash) REFERENCES content (hash), 
	CONSTRAINT fk_item_rubric_hash FOREIGN KEY(rubric_hash) REFERENCES content (hash)
);
INSERT INTO "item" VALUES('r0','i0',0,'q0','coding/token-bucket','bedd12f0d2a3125c156e280f921724c5699fd1fbc14be5a9c0085b670f316f85','b71d2bdd1d7374b7b7d9f1d7f22fe80527f84784c32879c190d80baaff11e1f9');
INSERT INTO "item" VALUES('r0','i1',1,'q1','coding/token-bucket','bedd12f0d2a3125c156e280f921724c5699fd1fbc14be5a9c0085b670f316f85','b71d2bdd1d7374b7b7d9f1d7f22fe80527f84784c32879c190d80baaff11e1f9');
INSERT INTO "item" VALUES('r1','i0',0,'q0','coding/token-bucket','bedd12f0d2a3125c156e280f921724c5699fd1fbc14be5a9c0085b670f316f85','b71d2bdd1d7374b7b7d9f1d7f22fe80527f84784c32879c190d80baaff11e1f9');
INSERT INTO "item" VALUES('r1','i1',1,'q1','coding/token-bucket','bedd12f0d2a3125c156e280f921724c5699fd1fbc14be5a9c0085b670f316f85','b71d2bdd1d7374b7b7d9f1d7f22fe80527f84784c32879c190d80baaff11e1f9');
CREATE TABLE judgement (
	grade_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	criterion VARCHAR NOT NULL, 
	outcome VARCHAR NOT NULL, 
	level INTEGER, 
	source VARCHAR, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_judgement PRIMARY KEY (grade_id, position), 
	CONSTRAINT fk_judgement_grade_id FOREIGN KEY(grade_id) REFERENCES grade (id) ON DELETE CASCADE
);
INSERT INTO "judgement" VALUES('g0a',0,'correctness','judged',3,'measured','{"outcome":"judged","criterion":"correctness","level":3,"source":"measured","evidence":[{"quote":"7 of 10 hidden tests","verified":"fact"}],"missing":"","next_action":"","confidence":"high","low":2,"high":3}');
INSERT INTO "judgement" VALUES('g0a',1,'problem_solving','ungraded',NULL,NULL,'{"outcome":"ungraded","criterion":"problem_solving","reason":"Not judged yet","evidence":[]}');
INSERT INTO "judgement" VALUES('g0a',2,'communication','not_assessed',NULL,NULL,'{"outcome":"not_assessed","criterion":"communication","reason":"Nothing was asked"}');
INSERT INTO "judgement" VALUES('g0b',0,'correctness','judged',3,'measured','{"outcome":"judged","criterion":"correctness","level":3,"source":"measured","evidence":[{"quote":"7 of 10 hidden tests","verified":"fact"}],"missing":"","next_action":"","confidence":"high","low":2,"high":3}');
INSERT INTO "judgement" VALUES('g0b',1,'problem_solving','ungraded',NULL,NULL,'{"outcome":"ungraded","criterion":"problem_solving","reason":"Not judged yet","evidence":[]}');
INSERT INTO "judgement" VALUES('g0b',2,'communication','not_assessed',NULL,NULL,'{"outcome":"not_assessed","criterion":"communication","reason":"Nothing was asked"}');
INSERT INTO "judgement" VALUES('g1a',0,'correctness','judged',3,'measured','{"outcome":"judged","criterion":"correctness","level":3,"source":"measured","evidence":[{"quote":"7 of 10 hidden tests","verified":"fact"}],"missing":"","next_action":"","confidence":"high","low":2,"high":3}');
INSERT INTO "judgement" VALUES('g1a',1,'problem_solving','ungraded',NULL,NULL,'{"outcome":"ungraded","criterion":"problem_solving","reason":"Not judged yet","evidence":[]}');
INSERT INTO "judgement" VALUES('g1a',2,'communication','not_assessed',NULL,NULL,'{"outcome":"not_assessed","criterion":"communication","reason":"Nothing was asked"}');
INSERT INTO "judgement" VALUES('g1b',0,'correctness','judged',3,'measured','{"outcome":"judged","criterion":"correctness","level":3,"source":"measured","evidence":[{"quote":"7 of 10 hidden tests","verified":"fact"}],"missing":"","next_action":"","confidence":"high","low":2,"high":3}');
INSERT INTO "judgement" VALUES('g1b',1,'problem_solving','ungraded',NULL,NULL,'{"outcome":"ungraded","criterion":"problem_solving","reason":"Not judged yet","evidence":[]}');
INSERT INTO "judgement" VALUES('g1b',2,'communication','not_assessed',NULL,NULL,'{"outcome":"not_assessed","criterion":"communication","reason":"Nothing was asked"}');
CREATE TABLE loop (
	id VARCHAR NOT NULL, 
	profile_id VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	created VARCHAR(27) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_loop PRIMARY KEY (id), 
	CONSTRAINT fk_loop_profile_id FOREIGN KEY(profile_id) REFERENCES profile (id)
);
INSERT INTO "loop" VALUES('l1','default','open','2026-01-05T09:00:00.000000Z','{"id":"l1","profile":"default","shape":"coding,system_design","title":"Coding, AI system design","target":"senior","mode":"simulation","created":"2026-01-05T09:00:00Z","slots":[{"kind":"coding","form":"full","question":null,"minutes":45,"break_minutes":10,"round_id":"r0"},{"kind":"system_design","form":"full","question":null,"minutes":50,"break_minutes":0,"round_id":null}],"state":"open","break_skipped":0,"demo":false}');
CREATE TABLE measurement (
	round_id VARCHAR NOT NULL, 
	item_id VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	made VARCHAR(27) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_measurement PRIMARY KEY (round_id, item_id, seq), 
	CONSTRAINT fk_measurement_round_id_item_id FOREIGN KEY(round_id, item_id) REFERENCES item (round_id, id) ON DELETE CASCADE
);
INSERT INTO "measurement" VALUES('r0','i0',1,'hidden_tests','2026-01-05T09:31:00.000000Z','{"item_id":"i0","name":"hidden_tests","made":"2026-01-05T09:31:00Z","data":{"passed":6,"total":10,"levels":[{"level":1,"complete":true}]},"sentence":"6 of 10 hidden tests","levels":{"correctness":2},"failed_gates":["runs"],"error":""}');
INSERT INTO "measurement" VALUES('r0','i0',2,'hidden_tests','2026-01-05T09:31:00.000000Z','{"item_id":"i0","name":"hidden_tests","made":"2026-01-05T09:31:00Z","data":{"passed":7,"total":10,"levels":[{"level":1,"complete":true}]},"sentence":"7 of 10 hidden tests","levels":{"correctness":2},"failed_gates":["runs"],"error":""}');
INSERT INTO "measurement" VALUES('r1','i0',1,'hidden_tests','2026-01-05T09:31:00.000000Z','{"item_id":"i0","name":"hidden_tests","made":"2026-01-05T09:31:00Z","data":{"passed":6,"total":10,"levels":[{"level":1,"complete":true}]},"sentence":"6 of 10 hidden tests","levels":{"correctness":2},"failed_gates":["runs"],"error":""}');
INSERT INTO "measurement" VALUES('r1','i0',2,'hidden_tests','2026-01-05T09:31:00.000000Z','{"item_id":"i0","name":"hidden_tests","made":"2026-01-05T09:31:00Z","data":{"passed":7,"total":10,"levels":[{"level":1,"complete":true}]},"sentence":"7 of 10 hidden tests","levels":{"correctness":2},"failed_gates":["runs"],"error":""}');
CREATE TABLE model_call (
	id VARCHAR NOT NULL, 
	made VARCHAR(27) NOT NULL, 
	purpose VARCHAR NOT NULL, 
	model VARCHAR NOT NULL, 
	host VARCHAR NOT NULL, 
	prompt_version VARCHAR NOT NULL, 
	input_tokens INTEGER NOT NULL, 
	cache_read INTEGER NOT NULL, 
	cache_creation INTEGER NOT NULL, 
	output_tokens INTEGER NOT NULL, 
	price_usd FLOAT, 
	price_note VARCHAR NOT NULL, 
	seconds FLOAT NOT NULL, 
	first_s FLOAT, 
	outcome VARCHAR NOT NULL, 
	message TEXT NOT NULL, 
	round_id VARCHAR, 
	grade_id VARCHAR, 
	CONSTRAINT pk_model_call PRIMARY KEY (id), 
	CONSTRAINT fk_model_call_round_id FOREIGN KEY(round_id) REFERENCES round (id) ON DELETE SET NULL
);
INSERT INTO "model_call" VALUES('c0','2026-01-05T09:00:00.000000Z','grading','claude-sonnet-5','api.anthropic.com','1',2000,4000,100,1500,0.03,'known',12.5,0.8,'done','','r0','g1');
INSERT INTO "model_call" VALUES('c1','2026-01-05T09:01:00.000000Z','grading','claude-sonnet-5','api.anthropic.com','1',2000,4000,100,1500,0.03,'known',12.5,0.8,'done','','r1','g1');
CREATE TABLE profile (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	created VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_profile PRIMARY KEY (id)
);
INSERT INTO "profile" VALUES('default','Me','2026-01-05T09:00:00.000000Z');
CREATE TABLE round (
	id VARCHAR NOT NULL, 
	profile_id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	mode VARCHAR NOT NULL, 
	form VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	planned_s FLOAT NOT NULL, 
	seed VARCHAR NOT NULL, 
	created VARCHAR(27) NOT NULL, 
	started VARCHAR(27), 
	ended VARCHAR(27), 
	anchor TEXT, 
	owner_pid INTEGER, 
	owner_started VARCHAR, 
	owner_boot VARCHAR, 
	owner_heartbeat VARCHAR(27), 
	parent_id VARCHAR, 
	folder VARCHAR, 
	question_seen BOOLEAN NOT NULL, 
	demo BOOLEAN NOT NULL, 
	CONSTRAINT pk_round PRIMARY KEY (id), 
	CONSTRAINT fk_round_profile_id FOREIGN KEY(profile_id) REFERENCES profile (id), 
	CONSTRAINT fk_round_parent_id FOREIGN KEY(parent_id) REFERENCES round (id) ON DELETE SET NULL
);
INSERT INTO "round" VALUES('r0','default','coding','practice','full','graded','senior',2700.0,'1180591620717411303425','2026-01-05T09:00:00.000000Z','2026-01-05T09:00:01.000000Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO "round" VALUES('r1','default','coding','practice','full','graded','senior',2700.0,'1180591620717411303425','2026-01-05T09:01:00.000000Z','2026-01-05T09:01:01.000000Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0);
CREATE TABLE submission (
	round_id VARCHAR NOT NULL, 
	item_id VARCHAR NOT NULL, 
	submitted VARCHAR(27) NOT NULL, 
	ended_by VARCHAR NOT NULL, 
	elapsed_s FLOAT NOT NULL, 
	overtime_s FLOAT NOT NULL, 
	hints_used INTEGER NOT NULL, 
	CONSTRAINT pk_submission PRIMARY KEY (round_id, item_id), 
	CONSTRAINT fk_submission_round_id_item_id FOREIGN KEY(round_id, item_id) REFERENCES item (round_id, id) ON DELETE CASCADE
);
INSERT INTO "submission" VALUES('r0','i0','2026-01-05T09:30:00.000000Z','candidate',1800.0,0.0,1);
INSERT INTO "submission" VALUES('r1','i0','2026-01-05T09:30:00.000000Z','candidate',1800.0,0.0,1);
CREATE TABLE target (
	id VARCHAR NOT NULL, 
	profile_id VARCHAR NOT NULL, 
	company VARCHAR NOT NULL, 
	made VARCHAR(27) NOT NULL, 
	changed VARCHAR(27) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_target PRIMARY KEY (id), 
	CONSTRAINT fk_target_profile_id FOREIGN KEY(profile_id) REFERENCES profile (id)
);
INSERT INTO "target" VALUES('t0','default','Größe & Co','2026-01-05T09:00:00.000000Z','2026-01-05T09:00:00.000000Z','{"id":"t0","profile":"default","company":"Größe & Co","level":"mid","kinds":["coding","behavioral","system_design"],"ai":"forbidden","dates":["2026-01-17","2026-01-24"],"posting":"We build RAG on AWS.\nNo Kubernetes needed.","reading":null,"notes":"Ask for the team.","closed":false,"made":"2026-01-05T09:00:00Z","changed":"2026-01-05T09:00:00Z"}');
INSERT INTO "target" VALUES('t1','default','Größe & Co','2026-01-05T09:01:00.000000Z','2026-01-05T09:01:00.000000Z','{"id":"t1","profile":"default","company":"Größe & Co","level":"mid","kinds":["coding","behavioral","system_design"],"ai":"forbidden","dates":["2026-01-17","2026-01-24"],"posting":"We build RAG on AWS.\nNo Kubernetes needed.","reading":null,"notes":"Ask for the team.","closed":false,"made":"2026-01-05T09:01:00Z","changed":"2026-01-05T09:01:00Z"}');
CREATE TABLE user_story (
	id VARCHAR NOT NULL, 
	profile_id VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	made VARCHAR(27) NOT NULL, 
	changed VARCHAR(27) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_user_story PRIMARY KEY (id), 
	CONSTRAINT fk_user_story_profile_id FOREIGN KEY(profile_id) REFERENCES profile (id)
);
INSERT INTO "user_story" VALUES('s1','default','The search that found nothing','2026-01-05T09:00:00.000000Z','2026-01-05T09:00:00.000000Z','{"id":"s1","profile":"default","title":"The search that found nothing","situation":"Our search answered every fifth question with an empty page.\n\n# Not a heading\n\\# nor this","task":"I was to find out why within a week.","action":"I wrote 80 labelled questions first. Then I compared two chunk sizes on them.","result":"The empty answers went from 21 % to 4 %, and support closed the ticket. 🎉","evidence":"Recall at ten rose from 0.61 to 0.88 on the 80 questions.","hindsight":"I would ask the users first; של was missing.","competencies":["evaluation","ownership"],"made":"2026-01-05T09:00:00Z","changed":"2026-01-05T09:00:00Z"}');
CREATE INDEX ix_round_profile_id_created ON round (profile_id, created);
CREATE INDEX ix_round_parent_id ON round (parent_id);
CREATE INDEX ix_round_state ON round (state);
CREATE INDEX ix_drill_attempt_profile_id_made ON drill_attempt (profile_id, made);
CREATE INDEX ix_drill_attempt_content_hash ON drill_attempt (content_hash);
CREATE INDEX ix_drill_attempt_question_id_made ON drill_attempt (question_id, made);
CREATE INDEX ix_user_story_profile_id_made ON user_story (profile_id, made);
CREATE INDEX ix_target_profile_id_made ON target (profile_id, made);
CREATE INDEX ix_interview_profile_id_held ON interview (profile_id, held);
CREATE INDEX ix_loop_profile_id_created ON loop (profile_id, created);
CREATE INDEX ix_item_question_hash ON item (question_hash);
CREATE INDEX ix_item_rubric_hash ON item (rubric_hash);
CREATE INDEX ix_item_question_id ON item (question_id);
CREATE INDEX ix_model_call_made ON model_call (made);
CREATE INDEX ix_model_call_round_id ON model_call (round_id);
CREATE UNIQUE INDEX ix_grade_round_id_item_id_seq ON grade (round_id, item_id, seq);
CREATE INDEX ix_grade_rubric_hash ON grade (rubric_hash);
CREATE INDEX ix_judgement_ungraded ON judgement (grade_id) WHERE outcome = 'ungraded';
CREATE INDEX ix_judgement_criterion ON judgement (criterion);
COMMIT;
