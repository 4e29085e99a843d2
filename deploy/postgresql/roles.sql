-- 两个数据库角色：shebao_owner 拥有表，只在升级时用；shebao_app 日常运行用，什么也不拥有，关不掉触发器，删不了表。
-- Two roles: the owner migrates, the application owns nothing and so cannot switch off a trigger or drop a table.
--
-- 用数据库管理员执行一次：psql -d postgres -f roles.sql，再分别 \password shebao_owner、\password shebao_app。
-- 第一次和每次升级：停下服务，用 shebao_owner 建表，再用 shebao_app 启动：
--   DATABASE_URL=postgresql://shebao_owner:密码@127.0.0.1/shebao shebao tick --no-queue
-- 备份用 shebao_app 就够；恢复到新建的空库时用 shebao_owner。

CREATE ROLE shebao_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE ROLE shebao_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE DATABASE shebao OWNER shebao_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE shebao FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE shebao TO shebao_app;
\connect shebao
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO shebao_owner;
GRANT USAGE ON SCHEMA public TO shebao_app;
ALTER DEFAULT PRIVILEGES FOR ROLE shebao_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO shebao_app;
ALTER DEFAULT PRIVILEGES FOR ROLE shebao_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO shebao_app;
