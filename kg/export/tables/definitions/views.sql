-- What one asks most, joined; and full-text search of tasks (words of three characters and more:
-- SELECT title FROM tasks WHERE rowid IN (SELECT rowid FROM tasks_fts WHERE tasks_fts MATCH '幼儿园')).
CREATE INDEX tasks_of_document ON tasks (document);
CREATE INDEX assignments_of_task ON assignments (task);
CREATE INDEX assignments_of_unit ON assignments (unit);
CREATE INDEX targets_of_task ON targets (task);
CREATE INDEX mentions_of_task ON mentions (task);
CREATE INDEX mentions_of_thing ON mentions (thing);
CREATE INDEX edges_of_source ON edges (source);
CREATE INDEX edges_of_target ON edges (target);

CREATE VIEW task_units AS
SELECT documents.year, jurisdictions.name AS place, tasks.number, tasks.title, assignments.role,
    units.name AS unit_name, tasks.task, assignments.unit, documents.document
FROM assignments JOIN tasks USING (task) JOIN units USING (unit)
JOIN documents ON documents.document = tasks.document
LEFT JOIN jurisdictions ON jurisdictions.jurisdiction = documents.place;

CREATE VIEW targets_by_place AS
SELECT concepts.name AS indicator_name, documents.year, jurisdictions.name AS place, targets.*,
    tasks.title AS task_title
FROM targets LEFT JOIN tasks USING (task)
JOIN documents ON documents.document = targets.document
LEFT JOIN concepts ON concepts.concept = targets.indicator
LEFT JOIN jurisdictions ON jurisdictions.jurisdiction = documents.place;

CREATE VIEW citations_by_place AS
SELECT policies.title AS policy_title, policies.wenhao AS policy_wenhao, documents.year,
    jurisdictions.name AS place, citations.*
FROM citations JOIN policies USING (policy)
JOIN documents ON documents.document = citations.document
LEFT JOIN jurisdictions ON jurisdictions.jurisdiction = documents.place;

CREATE VIRTUAL TABLE tasks_fts USING fts5 (title, text, content="tasks", tokenize="trigram");
INSERT INTO tasks_fts (tasks_fts) VALUES ('rebuild');
